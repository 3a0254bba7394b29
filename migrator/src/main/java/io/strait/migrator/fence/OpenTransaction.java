package io.strait.migrator.fence;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that is open on the fenced topics.
 *
 * @param id transactional id; empty if no coordinator told of it (hanging, or hidden from us)
 * @param producerId its producer
 * @param state as the coordinator names it
 * @param timeoutMillis after which the coordinator aborts it by itself; 0 if unknown
 * @param partitions what it touches of the fenced topics
 */
public record OpenTransaction(
    String id, long producerId, String state, long timeoutMillis, Set<TopicPartition> partitions) {

  /** Whether a coordinator knows it. */
  boolean known() {
    return !id.isEmpty();
  }

  @Override
  public String toString() {
    return (known() ? "transactional id '" + id + "'" : "a transaction unknown to its coordinator")
        + " of producer "
        + producerId
        + " ("
        + state
        + ") on "
        + partitions;
  }
}
