package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.Review;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains differences on compacted topics: superseded records vanish on either side at their own
 * pace, so a comparison record by record proves equality there but cannot prove a fault.
 */
final class Compaction implements Review {
  private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

  private final Cluster source;
  private final Cluster target;

  Compaction(Cluster source, Cluster target) {
    this.source = source;
    this.target = target;
  }

  @Override
  public PartitionReport review(Case one, PartitionReport report) {
    if (report.counts().differences() == 0
        || !isCompacted(source, report.topic().source())
            && !isCompacted(target, report.topic().target())) {
      return report;
    }
    return new PartitionReport(
        report.topic(),
        report.partition(),
        report.judged(),
        report.proven(),
        report.tally(),
        new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L)),
        List.of(gap(report)));
  }

  private static Finding gap(PartitionReport report) {
    OffsetRange rest = new OffsetRange(report.proven().to(), report.judged().to());
    return new Finding(
        FindingCode.UNVERIFIABLE,
        report.topic(),
        report.partition(),
        rest.from(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        "source offsets "
            + rest
            + ": the topic is compacted and the logs differ here, as they do when the two cleaners"
            + " are at different points; judging compacted topics by the latest value of each key"
            + " is not part of this scan. Seen: "
            + report.counts().byCode());
  }

  /** A policy that may not be read explains nothing: the differences then stand as they are. */
  private static boolean isCompacted(Cluster cluster, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      Config config =
          cluster.await(
              "reading the cleanup policy of topic '" + topic + "'",
              cluster.admin().describeConfigs(List.of(resource)).values().get(resource));
      ConfigEntry policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
      return policy != null && policy.value().contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    } catch (ClusterException refused) {
      LOG.atWarn()
          .addKeyValue("cluster", cluster.alias())
          .addKeyValue("topic", topic)
          .setCause(refused)
          .log("Cleanup policy unknown; differences are reported as if the topic kept all records");
      return false;
    }
  }
}
