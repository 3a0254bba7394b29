package io.strait.ops.cli;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Where the two sides are: a link, two clusters of the configuration, or two addresses. */
final class VerifyPlaces {
  /** Decided by the validator itself: correctness depends on them. */
  private static final Set<String> IGNORED =
      Set.of(
          "bootstrap.servers",
          "isolation.level",
          "auto.offset.reset",
          "enable.auto.commit",
          "group.id",
          "key.deserializer",
          "value.deserializer");

  @Option(names = "--link", description = "The link to judge, as in the configuration.")
  private String link;

  @Option(
      names = "--source",
      paramLabel = "CLUSTER",
      description = "Without a link: the source, a cluster of the configuration.")
  private String source;

  @Option(
      names = "--target",
      paramLabel = "CLUSTER",
      description = "Without a link: the target, a cluster of the configuration.")
  private String target;

  @Option(
      names = "--source-bootstrap",
      paramLabel = "HOST:PORT",
      description = "Without a configuration: where the source is.")
  private String sourceBootstrap;

  @Option(
      names = "--target-bootstrap",
      paramLabel = "HOST:PORT",
      description = "Without a configuration: where the target is.")
  private String targetBootstrap;

  @Option(
      names = "--source-config",
      paramLabel = "FILE",
      description =
          "Kafka client properties for --source-bootstrap, such as its credentials; secrets are"
              + " never given as arguments.")
  private Path sourceConfig;

  @Option(
      names = "--target-config",
      paramLabel = "FILE",
      description = "The same for --target-bootstrap.")
  private Path targetConfig;

  /**
   * The two sides.
   *
   * @param name what the pair is called where its state is kept
   * @param linked the link, when one was named
   */
  record Pair(String name, Optional<Linked> linked, ClusterSpec source, ClusterSpec target) {
    /** As reports call it. */
    String text() {
      return linked
          .map(one -> "link " + name)
          .orElseGet(() -> side(source) + " to " + side(target));
    }

    private static String side(ClusterSpec side) {
      return side.alias() + " (" + side.bootstrap() + ")";
    }
  }

  /** A link and the configuration that it is in. */
  record Linked(StraitConfig config, Link link) {}

  /** Reads the configuration only where it is needed. */
  Pair pair(Supplier<StraitConfig> config) {
    int ways =
        (link == null ? 0 : 1)
            + (source == null && target == null ? 0 : 1)
            + (sourceBootstrap == null && targetBootstrap == null ? 0 : 1);
    if (ways != 1) {
      throw wrong(
          "say where both sides are in one of three ways: --link, --source with --target, or"
              + " --source-bootstrap with --target-bootstrap");
    }
    if (sourceBootstrap == null && sourceConfig != null
        || targetBootstrap == null && targetConfig != null) {
      throw wrong(
          "--source-config and --target-config belong to --source-bootstrap and"
              + " --target-bootstrap; clusters of the configuration have their properties there");
    }
    if (link != null) {
      return ofLink(config.get());
    }
    return sourceBootstrap == null && targetBootstrap == null
        ? ofClusters(config.get())
        : ofAddresses();
  }

  private Pair ofLink(StraitConfig config) {
    Link found = Links.named(config, link);
    return new Pair(
        link,
        Optional.of(new Linked(config, found)),
        config.cluster(found.source()).copying(),
        config.cluster(found.target()).copying());
  }

  private Pair ofClusters(StraitConfig config) {
    if (source == null || target == null) {
      throw wrong("--source and --target go together; give both");
    }
    ClusterSpec from = cluster(config, "--source", source);
    ClusterSpec to = cluster(config, "--target", target);
    return new Pair(source + "-" + target, Optional.empty(), from, to);
  }

  private Pair ofAddresses() {
    if (sourceBootstrap == null || targetBootstrap == null) {
      throw wrong("--source-bootstrap and --target-bootstrap go together; give both");
    }
    return new Pair(
        "source-target",
        Optional.empty(),
        new ClusterSpec(new ClusterAlias("source"), sourceBootstrap, properties(sourceConfig)),
        new ClusterSpec(new ClusterAlias("target"), targetBootstrap, properties(targetConfig)));
  }

  private static ClusterSpec cluster(StraitConfig config, String option, String name) {
    return config.clusters().entrySet().stream()
        .filter(entry -> entry.getKey().value().equals(name))
        .map(entry -> entry.getValue().copying())
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    option
                        + " "
                        + name
                        + ": there is no such cluster in the configuration; clusters are: "
                        + String.join(
                            ", ",
                            config.clusters().keySet().stream()
                                .map(ClusterAlias::value)
                                .sorted()
                                .toList())));
  }

  private static Map<String, String> properties(Path file) {
    Map<String, String> read = new TreeMap<>();
    if (file == null) {
      return read;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw wrong(
          "properties file "
              + file
              + " cannot be read ("
              + e.getClass().getSimpleName()
              + "); give a readable file of Kafka client properties");
    }
    properties.stringPropertyNames().stream()
        .filter(key -> !IGNORED.contains(key))
        .forEach(key -> read.put(key, properties.getProperty(key)));
    return read;
  }

  private static CommandFailure wrong(String message) {
    return new CommandFailure(ExitCode.USAGE_OR_CONFIG, message);
  }
}
