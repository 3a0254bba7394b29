package io.strait.ops.bench.engine;

import io.strait.ops.bench.host.BenchFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the programs' classes are.
 *
 * @param product what starts this product as a mirror
 * @param scan what starts it to verify
 * @param peersJar the peers' own classes; MirrorMaker 2 and all it needs stand beside it
 */
public record ClassPaths(Launcher product, Launcher scan, Path peersJar) {
  private static final String PEERS = "ops/peers/target/lib";

  /**
   * Finds them for an installation.
   *
   * @param home root of the installation or of the source tree
   * @throws BenchFailure when the launcher or the peers are not there
   */
  public static ClassPaths under(Path home) {
    Path peers = home.resolve(PEERS);
    Path jar =
        peersJar(peers)
            .orElseThrow(
                () ->
                    new BenchFailure(
                        "MirrorMaker 2 and the other peers are not in "
                            + peers.toAbsolutePath()
                            + "; run 'mvn package -DskipTests' in "
                            + home.toAbsolutePath()));
    return new ClassPaths(Launcher.of(home, "link", "run"), Launcher.of(home, "verify"), jar);
  }

  private static Optional<Path> peersJar(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("strait-peers-"))
          .findFirst();
    } catch (IOException e) {
      throw new BenchFailure("cannot look into " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The product and, behind it, the one class that ends it with its starter. */
  String strait() {
    return product.classPath() + File.pathSeparator + peersJar;
  }

  /** Kafka's jars as MirrorMaker 2 needs them, and nothing of the product. */
  String others() {
    return peersJar.resolveSibling("*").toString();
  }
}
