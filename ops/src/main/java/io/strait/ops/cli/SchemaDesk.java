package io.strait.ops.cli;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.twin.Reconcilers;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.sync.schema.IdScan;
import io.strait.replicator.sync.schema.IdScanResult;
import io.strait.replicator.sync.schema.SchemaCheck;
import io.strait.replicator.sync.schema.SchemaReconciler;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The link whose schemas a command is about. */
final class SchemaDesk {
  private static final int SAMPLE = 10_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ConfigFile configFile;

  @Option(names = "--link", required = true, paramLabel = "LINK", description = "The link.")
  private String linkName;

  @Option(names = "--topic", paramLabel = "TOPIC", description = "Only this source topic.")
  private String topic;

  @Option(
      names = "--full",
      description =
          "Look at every record; without it at the newest " + SAMPLE + " of each partition.")
  private boolean full;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private StraitConfig config;
  private Link link;

  boolean json() {
    return json;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** What both registries have now. */
  SchemaCheck check() {
    config = configFile.load(spec.commandLine().getErr());
    link = Links.named(config, linkName);
    try (Reconcilers reconcilers = Reconcilers.of(config, link, false, Clock.systemUTC())) {
      return reconcilers
          .get(Aspect.SCHEMAS)
          .map(SchemaReconciler.class::cast)
          .orElseThrow(
              () ->
                  new CommandFailure(
                      ExitCode.USAGE_OR_CONFIG,
                      "link '"
                          + linkName
                          + "': its clusters have no registries; add 'registry: {url: ...}' to both"))
          .check();
    }
  }

  /** Which ids occur in the link's topics; after {@link #check}. */
  List<IdScanResult> scans() {
    try (Cluster source = new Cluster(config.cluster(link.source()).copying())) {
      OptionalInt most = full ? OptionalInt.empty() : OptionalInt.of(SAMPLE);
      return topics(source).stream().map(one -> new IdScan(source, one).run(most)).toList();
    }
  }

  private List<String> topics(Cluster source) {
    if (topic == null) {
      return SourceTopics.of(link, source).topics().stream().map(TopicMapping::source).toList();
    }
    if (!link.selection().covers(topic)) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "link '" + linkName + "' does not mirror the topic '" + topic + "'");
    }
    return List.of(topic);
  }
}
