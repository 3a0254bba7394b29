package io.strait.ops.cli;

import io.strait.replicator.cluster.Cluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Where the proofs of a pair of clusters are kept when nobody says where. */
final class VerifyStateFile {
  private VerifyStateFile() {}

  /**
   * The file: one for each pair of clusters, told apart by the ids they give themselves. Empty,
   * with a warning, where no folder for it can be made.
   */
  static Optional<Path> byDefault(
      String name,
      Cluster source,
      Cluster target,
      Map<String, String> environment,
      Consumer<String> warnings) {
    Path folder = folder(environment).resolve("strait").resolve("verify");
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      warnings.accept(
          "warning: proofs are not kept, for folder "
              + folder
              + " cannot be made; name a file with --state, or say --no-state");
      return Optional.empty();
    }
    if (!Files.isWritable(folder)) {
      warnings.accept(
          "warning: proofs are not kept, for folder "
              + folder
              + " is not writable; name a file with --state, or say --no-state");
      return Optional.empty();
    }
    CRC32C crc = new CRC32C();
    crc.update((id(source) + ">" + id(target)).getBytes(StandardCharsets.UTF_8));
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    return Optional.of(folder.resolve(String.format("%s-%08x.jsonl", safe, crc.getValue())));
  }

  private static Path folder(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    return xdg.startsWith("/")
        ? Path.of(xdg)
        : Path.of(System.getProperty("user.home"), ".local", "state");
  }

  private static String id(Cluster cluster) {
    return String.valueOf(
        cluster.await("asking who it is", cluster.admin().describeCluster().clusterId()));
  }
}
