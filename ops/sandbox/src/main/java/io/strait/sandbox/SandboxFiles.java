package io.strait.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * Writes the client files of clusters, for people and for Kafka's own tools.
 *
 * <p>Each holds a password, so only its owner may read it (mode 0600 where the system knows modes),
 * from the first byte on.
 */
public final class SandboxFiles {
  private SandboxFiles() {}

  /**
   * One written file.
   *
   * @param alias of the cluster
   * @param principal who logs in with it
   * @param path of a properties file that names {@code bootstrap.servers} and all security settings
   */
  public record ClientFile(String alias, String principal, Path path) {}

  /**
   * Writes {@code alias-principal.properties} for every cluster and principal, replacing older
   * ones.
   *
   * @param directory made when absent
   * @return in the order of the clusters, then of {@link Principals#clients}
   * @throws SandboxException when a file cannot be written
   */
  public static List<ClientFile> write(Path directory, List<? extends KafkaCluster> clusters) {
    List<ClientFile> files = new ArrayList<>();
    for (KafkaCluster cluster : clusters) {
      for (String principal : Principals.clients()) {
        Path path = directory.resolve(cluster.alias() + "-" + principal + ".properties");
        try {
          Files.createDirectories(directory);
          write(path, cluster, principal);
        } catch (IOException e) {
          throw new SandboxException(
              "cannot write " + path + "; make its directory writable: " + e, e);
        }
        files.add(new ClientFile(cluster.alias(), principal, path));
      }
    }
    return files;
  }

  private static void write(Path path, KafkaCluster cluster, String principal) throws IOException {
    Properties properties = new Properties();
    properties.putAll(cluster.clientProperties(principal));
    properties.put("bootstrap.servers", cluster.bootstrap());
    // A file that is there keeps its mode when opened, so it must go first.
    Files.deleteIfExists(path);
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (OutputStream out =
        Channels.newOutputStream(Files.newByteChannel(path, options, ownerOnly(path)))) {
      properties.store(out, "Cluster '" + cluster.alias() + "' as " + principal);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}
