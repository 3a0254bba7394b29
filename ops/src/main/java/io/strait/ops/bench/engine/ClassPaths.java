package io.strait.ops.bench.engine;

import io.strait.ops.bench.host.BenchFailure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the programs' classes are.
 *
 * @param product this process's own class path
 * @param peers folder with the jars of {@code ops/peers}
 */
public record ClassPaths(String product, Path peers) {
  private static final String PEERS_JAR = "strait-peers-0.1.0-SNAPSHOT.jar";

  /**
   * Finds them for an installation.
   *
   * @param home root of the installation or of the source tree
   * @throws BenchFailure when the peers are not there
   */
  public static ClassPaths under(Path home) {
    Path peers = home.resolve("ops/peers/target/lib");
    if (!Files.isRegularFile(peers.resolve(PEERS_JAR))) {
      throw new BenchFailure(
          "MirrorMaker 2 and the other peers are not in "
              + peers.toAbsolutePath()
              + "; run 'mvn package -DskipTests' in "
              + home.toAbsolutePath());
    }
    return new ClassPaths(System.getProperty("java.class.path"), peers);
  }

  /** The product and the one class that ends it with its starter. */
  String strait() {
    return product + File.pathSeparator + peers.resolve(PEERS_JAR);
  }

  /** Kafka's jars as MirrorMaker 2 needs them, and nothing of the product. */
  String others() {
    return peers + File.separator + "*";
  }
}
