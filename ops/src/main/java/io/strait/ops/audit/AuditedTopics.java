package io.strait.ops.audit;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.topology.Link;
import io.strait.validator.audit.AuditedPartition;
import io.strait.validator.log.Subject;
import io.strait.validator.log.Subjects;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/**
 * What a link mirrors now, whether or not the target has it; asked for again every quarter of a
 * minute, and sooner while the target lacks some of it.
 */
final class AuditedTopics implements Supplier<List<AuditedPartition>> {
  private static final long EVERY_MILLIS = 15_000;
  private static final long LACKING_MILLIS = 3_000;

  private final Link link;
  private final Cluster source;
  private final Cluster target;
  private final Clock clock;
  private List<AuditedPartition> known = List.of();
  private long askedAt = Long.MIN_VALUE;

  AuditedTopics(Link link, Cluster source, Cluster target, Clock clock) {
    this.link = link;
    this.source = source;
    this.target = target;
    this.clock = clock;
  }

  @Override
  public List<AuditedPartition> get() {
    long now = clock.millis();
    boolean whole = known.stream().allMatch(one -> one.subject().isOnBoth());
    if (known.isEmpty() || now - askedAt >= (whole ? EVERY_MILLIS : LACKING_MILLIS)) {
      known = ask();
      askedAt = now;
    }
    return known;
  }

  private List<AuditedPartition> ask() {
    List<Subject> subjects =
        Subjects.of(source, target, SourceTopics.of(link, source).topics()).found().stream()
            .filter(Subject::onSource)
            .toList();
    List<String> topics = subjects.stream().map(one -> one.topic().source()).distinct().toList();
    Map<String, KafkaFuture<TopicDescription>> described =
        source.admin().describeTopics(topics).topicNameValues();
    return subjects.stream()
        .map(
            one ->
                new AuditedPartition(
                    one,
                    source
                        .await(
                            "describing topic '" + one.topic().source() + "'",
                            described.get(one.topic().source()))
                        .topicId()
                        .toString()))
        .toList();
  }
}
