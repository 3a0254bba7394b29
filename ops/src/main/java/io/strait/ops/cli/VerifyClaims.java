package io.strait.ops.cli;

import io.strait.ops.config.ConfigLoader;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.verify.Contracts;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.TopicMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What the copy of two clusters without a link is declared to be. */
final class VerifyClaims {
  private static final Set<String> CLAIMS = Set.of("order", "equal");

  @Option(
      names = "--claim",
      paramLabel = "order|equal",
      description =
          "Without a link: whether the copy promises equal offsets, or only the order of records"
              + " (default: order). Links declare it in strait.yaml ('verify:').")
  private String claim;

  @Option(
      names = "--by-key",
      description =
          "Without a link: the copy has spread records anew over partitions by their keys, so that"
              + " the order of each key is judged and not that of partitions.")
  private boolean byKey;

  @Option(
      names = "--ignore-header",
      paramLabel = "REGEX",
      description = "Without a link: headers that the copy adds, by whole name; repeatable.")
  private List<String> ignored = List.of();

  /** Refuses claims beside a link, which declares its own. */
  void refuseWithLink() {
    if (claim != null || byKey || !ignored.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "--claim, --by-key and --ignore-header are for clusters without a link; write 'verify:' of the link"
              + " in the configuration");
    }
  }

  /** As a link that was never run would declare it. */
  Contracts contracts(Cluster source, Cluster target, List<TopicMapping> topics) {
    if (claim != null && !CLAIMS.contains(claim)) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG, "--claim " + claim + ": must be order or equal");
    }
    StraitConfig config = ConfigLoader.parse(text(topics), Path.of("").toAbsolutePath(), Map.of());
    return Contracts.of(config, config.links().get(0), source, target, topics);
  }

  private String text(List<TopicMapping> topics) {
    return """
        version: 1
        clusters:
          source: {bootstrap: 'source:1'}
          target: {bootstrap: 'target:1'}
        links:
          - name: verify
            source: source
            target: target
            topics: [%s]
            verify: {offsets: %s, partitions: %s, ignoreHeaders: [%s]}
        """
        .formatted(
            list(topics.stream().map(TopicMapping::source).distinct().toList()),
            claim == null ? "order" : claim,
            byKey ? "by-key" : "same",
            list(ignored));
  }

  private static String list(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "''") + "'")
        .collect(Collectors.joining(", "));
  }
}
