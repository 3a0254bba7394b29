package io.strait.validator.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Since when something about a partition does not fit: what lasts for the grace is a finding. Kept
 * in memory only: whoever takes over sees it again. Confined to one thread.
 */
final class Doubts {
  private final Map<TopicPartition, Doubt> doubts = new HashMap<>();
  private final long graceMillis;

  Doubts(long graceMillis) {
    this.graceMillis = graceMillis;
  }

  /** What does not fit. */
  enum Kind {
    /** The target has more than its source ever had. */
    AHEAD,
    /** A log ends below what was read of it, or is another. */
    GROUND
  }

  private record Doubt(Kind kind, long since) {}

  /** It fits after all, or became a finding that was dealt with. */
  void settled(TopicPartition source, Kind kind) {
    if (isIn(source, kind)) {
      doubts.remove(source);
    }
  }

  /** Whether there is such a doubt. */
  boolean isIn(TopicPartition source, Kind kind) {
    Doubt known = doubts.get(source);
    return known != null && known.kind() == kind;
  }

  /** Whether any partition is in such a doubt. */
  boolean areThere(Kind kind) {
    return doubts.values().stream().anyMatch(one -> one.kind() == kind);
  }

  /** Forgets all other partitions. */
  void keep(Collection<TopicPartition> partitions) {
    doubts.keySet().retainAll(partitions);
  }

  /** How many partitions are in doubt. */
  int size() {
    return doubts.size();
  }

  /** It does not fit now; whether it has not for the grace. A clock that is set back counts. */
  boolean lasts(TopicPartition source, Kind kind, long now) {
    if (!isIn(source, kind)) {
      doubts.put(source, new Doubt(kind, now));
    }
    return Math.abs(now - doubts.get(source).since()) >= graceMillis;
  }
}
