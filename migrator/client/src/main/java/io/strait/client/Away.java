package io.strait.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What a consumer is between two clusters: what it wants to read, and for partitions that were
 * assigned by hand also from where, as plain offsets (NoCarriedEpoch). Owned by the thread that
 * polls.
 */
final class Away {
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Set<TopicPartition> paused = new HashSet<>();
  private Interest interest = new Interest.Nothing();

  Interest interest() {
    return interest;
  }

  void interest(Interest next) {
    interest = next;
    positions.keySet().retainAll(assignment());
    paused.retainAll(assignment());
  }

  /** The partitions assigned by hand; none in a group, which is left while away. */
  Set<TopicPartition> assignment() {
    return interest instanceof Interest.Partitions assigned ? assigned.partitions() : Set.of();
  }

  Set<String> subscription() {
    return interest instanceof Interest.Topics named ? named.topics() : Set.of();
  }

  Set<TopicPartition> paused() {
    return Set.copyOf(paused);
  }

  void pause(Collection<TopicPartition> partitions) {
    partitions.forEach(this::required);
    paused.addAll(partitions);
  }

  void resume(Collection<TopicPartition> partitions) {
    partitions.forEach(this::required);
    paused.removeAll(partitions);
  }

  void seek(TopicPartition partition, long offset) {
    positions.put(required(partition), offset);
  }

  Optional<Long> position(TopicPartition partition) {
    return Optional.ofNullable(positions.get(required(partition)));
  }

  private TopicPartition required(TopicPartition partition) {
    if (!assignment().contains(partition)) {
      throw new IllegalStateException(
          "No current assignment for partition " + partition + " while the route has no authority");
    }
    return partition;
  }

  /** Notes where a consumer is that is about to be left. */
  void carry(Map<TopicPartition, Long> from, Set<TopicPartition> pausedThere) {
    positions.clear();
    positions.putAll(from);
    paused.clear();
    paused.addAll(pausedThere);
  }

  /** Puts a fresh consumer, already asked for the interest, where the last one was. */
  void settle(Consumer<?, ?> fresh) {
    positions.forEach(fresh::seek);
    if (!paused.isEmpty()) {
      fresh.pause(paused);
    }
    positions.clear();
    paused.clear();
  }
}
