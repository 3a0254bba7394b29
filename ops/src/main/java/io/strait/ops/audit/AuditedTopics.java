package io.strait.ops.audit;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.audit.AuditScope;
import io.strait.validator.audit.AuditScopes;
import io.strait.validator.audit.AuditedPartition;
import io.strait.validator.log.Subject;
import io.strait.validator.log.Subjects;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a link mirrors now, whether or not the target has it; asked for again every quarter of a
 * minute, and sooner while the target lacks some of it.
 */
final class AuditedTopics implements AuditScopes {
  private static final long EVERY_MILLIS = 15_000;
  private static final long LACKING_MILLIS = 3_000;
  private static final long ANEW_MILLIS = 500;

  private final Link link;
  private final Cluster source;
  private final Cluster target;
  private final Clock clock;
  private AuditScope known = new AuditScope(List.of(), List.of());
  private long askedAt = Long.MIN_VALUE / 2;

  AuditedTopics(Link link, Cluster source, Cluster target, Clock clock) {
    this.link = link;
    this.source = source;
    this.target = target;
    this.clock = clock;
  }

  @Override
  public AuditScope now(boolean anew) {
    long now = clock.millis();
    boolean whole =
        known.unknown().isEmpty()
            && known.partitions().stream().allMatch(one -> one.subject().isOnBoth());
    long every = anew ? ANEW_MILLIS : whole ? EVERY_MILLIS : LACKING_MILLIS;
    if (known.partitions().isEmpty() || Math.abs(now - askedAt) >= every) {
      known = ask();
      askedAt = now;
    }
    return known;
  }

  private AuditScope ask() {
    Subjects subjects = Subjects.of(source, target, SourceTopics.of(link, source).topics());
    List<Subject> found = subjects.found().stream().filter(Subject::onSource).toList();
    Map<String, String> sources = ids(source, found.stream().map(Subject::topic), true);
    Map<String, String> targets =
        ids(target, found.stream().filter(Subject::onTarget).map(Subject::topic), false);
    List<AuditedPartition> partitions =
        found.stream()
            .filter(one -> sources.containsKey(one.topic().source()))
            .map(
                one ->
                    new AuditedPartition(
                        one,
                        sources.get(one.topic().source()),
                        targets.getOrDefault(one.topic().target(), "")))
            .toList();
    return new AuditScope(partitions, subjects.unknown());
  }

  /** A topic that was deleted a moment ago has none; the next look sees that it is gone. */
  private static Map<String, String> ids(
      Cluster cluster, Stream<TopicMapping> mappings, boolean ofSource) {
    List<String> topics =
        mappings.map(one -> ofSource ? one.source() : one.target()).distinct().toList();
    Map<String, String> ids = new HashMap<>();
    cluster
        .admin()
        .describeTopics(topics)
        .topicNameValues()
        .forEach((topic, answer) -> id(cluster, topic, answer).ifPresent(id -> ids.put(topic, id)));
    return ids;
  }

  private static Optional<String> id(
      Cluster cluster, String topic, KafkaFuture<TopicDescription> answer) {
    try {
      return Optional.of(
          cluster.await("describing topic '" + topic + "'", answer).topicId().toString());
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
