package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.SandboxFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a sandbox: configuration, credentials that only this user may read, and the
 * clusters' data. One process at a time owns it.
 */
final class SandboxFolder implements AutoCloseable {
  private static final String MARK =
      "# Written by 'strait sandbox up'; overwritten by the next one.";

  private final Path path;
  private final FileChannel lock;

  private SandboxFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Takes the folder, creating it when needed; leftovers of a killed sandbox are removed. */
  static SandboxFolder take(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel lock =
          FileChannel.open(
              path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      SandboxFolder folder = new SandboxFolder(path, lock);
      folder.refuseIfTaken();
      folder.refuseForeignConfig();
      folder.refuseForeignData();
      delete(folder.data());
      Files.createDirectories(folder.data());
      Files.createFile(folder.dataMark());
      Files.createDirectories(folder.credentials());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use folder " + path, e);
    }
  }

  Path data() {
    return path.resolve("data");
  }

  Path config() {
    return path.resolve("strait.yaml");
  }

  /** Where a principal's properties for Kafka's own tools are. */
  Path credentials(String alias, String principal) {
    return credentials().resolve(alias + "-" + principal + ".properties");
  }

  void writeConfig(String text) throws IOException {
    Files.writeString(config(), MARK + "\n" + text);
  }

  /** One properties file per cluster and principal, readable by this user only. */
  void writeCredentials(List<KafkaCluster> clusters) {
    SandboxFiles.write(credentials(), clusters);
  }

  /** A new secret in a file that only this user may read. */
  void writeToken(String name) throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    Path file = credentials().resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
  }

  @Override
  public void close() {
    try {
      delete(data());
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tidy folder " + path, e);
    }
  }

  private Path credentials() {
    return path.resolve("credentials");
  }

  private void refuseIfTaken() throws IOException {
    try {
      if (lock.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // This very process holds it: taken all the same.
    }
    lock.close();
    throw new CommandFailure(
        ExitCode.USAGE_OR_CONFIG,
        "another sandbox runs in " + path + "; stop it or give another folder with --dir");
  }

  private void refuseForeignConfig() throws IOException {
    if (Files.exists(config()) && !Files.readString(config()).startsWith(MARK)) {
      lock.close();
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          config()
              + " was not written by a sandbox and would be overwritten; give another folder with --dir");
    }
  }

  /** What is deleted must have been made by a sandbox. */
  private void refuseForeignData() throws IOException {
    if (Files.exists(data()) && !Files.exists(dataMark())) {
      lock.close();
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          data()
              + " was not made by a sandbox and would be deleted; give another folder with --dir");
    }
  }

  private Path dataMark() {
    return data().resolve(".sandbox");
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> parts = Files.walk(folder)) {
      for (Path part : parts.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(part);
      }
    }
  }
}
