package io.strait.validator.groups;

import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.groups.GroupSight.Committed;
import java.util.Comparator;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * One position to judge.
 *
 * @param group whose
 * @param topic on both sides
 * @param partition its number
 * @param source position on the source
 * @param target position on the target, if it has one
 * @param active whether the group has members on the target
 */
record Question(
    String group,
    TopicMapping topic,
    int partition,
    Committed source,
    Optional<Committed> target,
    boolean active) {
  /** By place in the log: neighbours are read one after the other. */
  static final Comparator<Question> ORDER =
      Comparator.comparing((Question one) -> one.topic().source())
          .thenComparingInt(Question::partition)
          .thenComparingLong(one -> one.source().offset())
          .thenComparing(Question::group);

  TopicPartition here() {
    return new TopicPartition(topic.source(), partition);
  }

  TopicPartition there() {
    return new TopicPartition(topic.target(), partition);
  }

  String place() {
    return topic.source() + "-" + partition;
  }
}
