package io.strait.replicator.engine;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicFault;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of mirror topics that the target refused, so that they are not tried at every look. One
 * thread.
 */
final class FailedActs {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Map<String, Failure> failures = new HashMap<>();

  private record Failure(TopicChange change, String reason, long againAt, Duration pause) {}

  /** Whether the very change failed a moment ago. */
  boolean mustWait(TopicChange change) {
    Failure failure = failures.get(topic(change));
    return failure != null
        && failure.change().equals(change)
        && System.nanoTime() - failure.againAt() < 0;
  }

  /** These were tried now, and those failed. */
  void tried(Collection<TopicChange> changes, Map<String, ClusterException> errors) {
    for (TopicChange change : changes) {
      String topic = topic(change);
      ClusterException error = errors.get(topic);
      Failure before = failures.remove(topic);
      if (error != null) {
        Duration pause =
            before == null || !before.change().equals(change)
                ? FIRST_PAUSE
                : longer(before.pause());
        failures.put(
            topic,
            new Failure(change, reason(change, error), System.nanoTime() + pause.toNanos(), pause));
      }
    }
  }

  /** Why the last change of a mirror topic failed, if it did. */
  Optional<String> reason(String target) {
    return Optional.ofNullable(failures.get(target)).map(Failure::reason);
  }

  /** What these mirror topics needed is done, or is not needed any more. */
  void keepOnly(Collection<TopicChange> wanted) {
    failures.values().removeIf(failure -> !wanted.contains(failure.change()));
  }

  /** The mirror topic that a change is about. */
  static String topic(TopicChange change) {
    if (change instanceof TopicChange.Create create) {
      return create.topic();
    }
    return change instanceof TopicChange.Grow grow
        ? grow.topic()
        : ((TopicChange.Refuse) change).topic();
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private static String reason(TopicChange change, ClusterException error) {
    return change instanceof TopicChange.Create
        ? TopicFault.of(error, "cannot be created", "CREATE", topic(change))
        : TopicFault.of(error, "cannot get more partitions", "ALTER", topic(change));
  }
}
