package io.strait.replicator.sync.topic;

import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;

/** Compares a source topic with its mirror; no I/O. */
public final class TopicDiff {
  private static final String LOG_APPEND_TIME = "LogAppendTime";

  private TopicDiff() {}

  /**
   * What must change on the target, in order.
   *
   * @param source empty if the topic does not exist
   * @param target empty if the mirror does not exist
   * @param policy what it is created with; as many replicas as the source has
   * @param known the configurations that the target has; empty if that was not asked
   */
  public static List<TopicChange> between(
      TopicMapping mapping,
      Optional<TopicFacts> source,
      Optional<TopicFacts> target,
      TopicPolicy policy,
      Optional<Set<String>> known) {
    if (source.isEmpty()) {
      return List.of(
          new TopicChange.Refuse(mapping.source(), "does not exist on the source cluster"));
    }
    if (target.isEmpty()) {
      return List.of(policy.creation(mapping.target(), source.get(), Integer.MAX_VALUE, known));
    }
    return stampsTimes(target.get())
        ? List.of(ownTimestamps(target.get()))
        : partitions(source.get(), target.get());
  }

  private static List<TopicChange> partitions(TopicFacts source, TopicFacts target) {
    if (target.partitions() > source.partitions()) {
      return List.of(
          new TopicChange.Refuse(
              target.name(),
              "has "
                  + target.partitions()
                  + " partitions on the target but "
                  + source.partitions()
                  + " on the source; a mirror must have as many as its source"));
    }
    return target.partitions() == source.partitions()
        ? List.of()
        : List.of(new TopicChange.Grow(target.name(), source.partitions()));
  }

  private static boolean stampsTimes(TopicFacts target) {
    return LOG_APPEND_TIME.equals(
        target.effectiveConfigs().get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG));
  }

  private static TopicChange ownTimestamps(TopicFacts target) {
    return new TopicChange.Refuse(
        target.name(),
        "has message.timestamp.type="
            + LOG_APPEND_TIME
            + " on the target; the records' timestamps would not be kept");
  }
}
