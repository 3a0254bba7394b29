package io.strait.ops.audit;

import io.strait.ops.config.StraitConfig;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.Link;
import io.strait.validator.audit.AuditLag;
import io.strait.validator.audit.AuditSnapshot;
import io.strait.validator.audit.AuditState;
import io.strait.validator.audit.AuditTopic;
import io.strait.validator.audit.PartitionPosition;
import io.strait.validator.log.StableEnds;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads what is stored of a link's audit, without the daemon that audits. */
public final class StoredAudit {
  private StoredAudit() {}

  /**
   * All that is stored, and how far that is behind the source now.
   *
   * @param warnings told in a sentence when the source cannot be asked; the lag is then -1
   * @param clock tells whether anybody can be auditing still; if not, and there is lag, that is a
   *     problem of the link
   * @throws ClusterException if the target cannot be read
   */
  public static AuditSnapshot of(
      StraitConfig config, Link link, Consumer<String> warnings, Clock clock) {
    AuditState state = new AuditState();
    try (Cluster target = new Cluster(config.cluster(link.target()).copying())) {
      new AuditTopic(target, link.name()).read(state);
    }
    List<PartitionPosition> positions = state.positions();
    try (Cluster source = new Cluster(config.cluster(link.source()).copying())) {
      Map<TopicPartition, Long> ends =
          positions.isEmpty()
              ? Map.of()
              : StableEnds.of(
                  source, positions.stream().map(PartitionPosition::sourcePartition).toList());
      long lag =
          positions.stream()
              .mapToLong(one -> Math.max(0, ends.get(one.sourcePartition()) - one.sealedTo()))
              .sum();
      return AuditSnapshot.of(state, new AuditLag(lag, -1), clock.millis());
    } catch (ClusterException unknown) {
      warnings.accept("warning: lag is not known (" + unknown.getMessage() + ")");
      return AuditSnapshot.of(state, new AuditLag(-1, -1), clock.millis());
    }
  }
}
