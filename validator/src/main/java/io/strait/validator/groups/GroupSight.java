package io.strait.validator.groups;

import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.TopicPartition;

/**
 * A group as one cluster shows it.
 *
 * @param kind what it is
 * @param active whether it has members now
 * @param positions committed, by partition of that cluster
 */
public record GroupSight(GroupKind kind, boolean active, Map<TopicPartition, Committed> positions) {
  /** Keeps a copy. */
  public GroupSight {
    positions = Map.copyOf(positions);
  }

  /**
   * A committed position.
   *
   * @param offset the next record to be read
   * @param epoch leader epoch that was committed with it, if one was
   * @param metadata what its consumer wrote beside it; may be empty
   */
  public record Committed(long offset, OptionalInt epoch, String metadata) {}
}
