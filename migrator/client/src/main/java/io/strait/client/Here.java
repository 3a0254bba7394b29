package io.strait.client;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer on one cluster, used until authority leaves that cluster and never again: its
 * positions, commits and the way it ends. Owned by the thread that polls.
 */
final class Here<K, V> {
  private static final Logger log = LoggerFactory.getLogger(Here.class);
  private static final Duration LAST_COMMIT = Duration.ofSeconds(10);
  private static final Duration LEAVE = Duration.ofSeconds(10);
  private static final Duration POSITION = Duration.ofSeconds(5);

  private final String alias;
  private final Consumer<K, V> consumer;
  private final ConsumerLimits limits;
  private final Clock clock;
  private final Map<TopicPartition, Long> starts = new HashMap<>();
  private long nextCommit;
  private boolean settled;
  private boolean stale;

  Here(String alias, Consumer<K, V> consumer, ConsumerLimits limits, Clock clock) {
    this.alias = alias;
    this.consumer = consumer;
    this.limits = limits;
    this.clock = clock;
    this.nextCommit = clock.millis() + limits.autoCommitMs();
  }

  String alias() {
    return alias;
  }

  Consumer<K, V> consumer() {
    return consumer;
  }

  /** Whether this consumer has ever had partitions and polled them without an error. */
  boolean settled() {
    return settled;
  }

  /** Commits in passing, if it is time, what earlier polls returned; then polls. */
  ConsumerRecords<K, V> poll(Duration atMost) {
    if (limits.autoCommit() && clock.millis() >= nextCommit) {
      nextCommit = clock.millis() + limits.autoCommitMs();
      consumer.commitAsync(this::committed);
    }
    ConsumerRecords<K, V> records = consumer.poll(atMost);
    settled |= !consumer.assignment().isEmpty();
    for (TopicPartition partition : records.partitions()) {
      starts.putIfAbsent(partition, records.records(partition).get(0).offset());
    }
    return records;
  }

  /**
   * Starts at the beginning where that is what the application configured and where it cannot skip
   * anything: no committed offset at all, or one that retention has overtaken. Everything else, an
   * offset beyond the end above all, is for a human.
   */
  boolean resets(InvalidOffsetException e) {
    if (!limits.resetsToEarliest() || !(nowhere(e) || allBelowStart(e))) {
      return false;
    }
    log.atWarn()
        .addKeyValue("cluster", alias)
        .addKeyValue("partitions", e.partitions())
        .log("No usable committed offset, reading from the beginning");
    consumer.seekToBeginning(e.partitions());
    return true;
  }

  private static boolean nowhere(InvalidOffsetException e) {
    return e instanceof NoOffsetForPartitionException;
  }

  private boolean allBelowStart(InvalidOffsetException e) {
    if (!(e instanceof OffsetOutOfRangeException outside)) {
      return false;
    }
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(outside.partitions());
    return outside.offsetOutOfRangePartitions().entrySet().stream()
        .allMatch(at -> at.getValue() < starts.getOrDefault(at.getKey(), 0L));
  }

  private void committed(Map<TopicPartition, OffsetAndMetadata> offsets, Exception error) {
    if (error != null) {
      log.atWarn()
          .addKeyValue("cluster", alias)
          .addKeyValue("reason", error.toString())
          .log("Positions not committed this time");
    }
  }

  /** The application's listener behind the rules of this class. */
  ConsumerRebalanceListener guarded(ConsumerRebalanceListener theirs) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (stale) {
          theirs.onPartitionsLost(partitions);
        } else {
          commitIfAutomatic();
          theirs.onPartitionsRevoked(partitions);
        }
        starts.keySet().removeAll(partitions);
      }

      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        theirs.onPartitionsAssigned(partitions);
      }

      @Override
      public void onPartitionsLost(Collection<TopicPartition> partitions) {
        theirs.onPartitionsLost(partitions);
        starts.keySet().removeAll(partitions);
      }
    };
  }

  private void commitIfAutomatic() {
    if (limits.autoCommit()) {
      quietly("committing the last positions", () -> consumer.commitSync(LAST_COMMIT));
    }
  }

  /**
   * Ends it in good order: positions committed, the listener told, the group left. A partition that
   * the group has no committed offset for gets the one at which this consumer started, so that the
   * other side need not guess.
   */
  void leave(CloseOptions how) {
    if (limits.group().isPresent()) {
      commitIfAutomatic();
      if (!limits.autoCommit()) {
        quietly("committing the start of unread partitions", this::commitStarts);
      }
    }
    quietly("closing", () -> consumer.close(how));
  }

  /** Ends it without any commit: authority has moved on, and the offsets were moved by others. */
  void abandon() {
    stale = true;
    quietly("closing", () -> consumer.close(leaving()));
  }

  /** Leaves the group for good, also as a static member. */
  static CloseOptions leaving() {
    return CloseOptions.timeout(LEAVE)
        .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
  }

  private void commitStarts() {
    Set<TopicPartition> assigned = new HashSet<>(consumer.assignment());
    Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(assigned, LAST_COMMIT);
    Map<TopicPartition, OffsetAndMetadata> missing = new HashMap<>();
    for (TopicPartition partition : assigned) {
      if (known.get(partition) == null) {
        Optional.ofNullable(starts.get(partition))
            .or(() -> position(partition))
            .ifPresent(start -> missing.put(partition, new OffsetAndMetadata(start)));
      }
    }
    if (!missing.isEmpty()) {
      consumer.commitSync(missing, LAST_COMMIT);
    }
  }

  /** Where each partition is, as far as that is known, without leader epochs. */
  Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      position(partition).ifPresent(offset -> positions.put(partition, offset));
    }
    return positions;
  }

  private Optional<Long> position(TopicPartition partition) {
    try {
      return Optional.of(consumer.position(partition, POSITION));
    } catch (TimeoutException | WakeupException e) {
      return Optional.empty();
    }
  }

  private void quietly(String doing, Runnable act) {
    try {
      try {
        act.run();
      } catch (WakeupException e) {
        // Meant for the application's poll, which will still see it: try once more.
        act.run();
      }
    } catch (KafkaException | IllegalStateException e) {
      log.atWarn()
          .addKeyValue("cluster", alias)
          .addKeyValue("while", doing)
          .addKeyValue("reason", e.toString())
          .log("Consumer goes on without it");
    }
  }
}
