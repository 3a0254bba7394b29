package io.strait.client;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;

/**
 * The application's own commits: they reach the cluster the records came from, or fail once
 * authority has left it, because by then the group's offsets belong to the migration.
 */
final class Commits<K, V> {
  private final ConsumerSwitch<K, V> moves;

  Commits(ConsumerSwitch<K, V> moves) {
    this.moves = moves;
  }

  /** Of all positions; nothing to do while away, when the group is left and all is committed. */
  void sync(Duration timeout) {
    moves.here().ifPresent(now -> inTime(() -> now.consumer().commitSync(timeout)));
  }

  void sync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    inTime(() -> committing(timeout).commitSync(offsets, timeout));
  }

  void async(OffsetCommitCallback callback) {
    if (tooLateNow()) {
      callback.onComplete(Map.of(), tooLate());
    } else {
      moves.here().get().consumer().commitAsync(callback);
    }
  }

  void async(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    if (tooLateNow()) {
      callback.onComplete(offsets, tooLate());
    } else {
      moves.here().get().consumer().commitAsync(offsets, callback);
    }
  }

  private boolean tooLateNow() {
    return moves.overtaken() || moves.here().isEmpty();
  }

  /**
   * The consumer to commit by: partitions assigned by hand can wait for a route, a group cannot.
   */
  private Consumer<K, V> committing(Duration timeout) {
    if (moves.here().isEmpty() && !(moves.away().interest() instanceof Interest.Partitions)) {
      throw tooLate();
    }
    return moves.reach(timeout);
  }

  private void inTime(Runnable commit) {
    if (moves.overtaken()) {
      throw tooLate();
    }
    try {
      commit.run();
    } catch (GroupAuthorizationException e) {
      if (moves.routeIsNewer()) {
        throw tooLate();
      }
      throw e;
    }
  }

  private static CommitFailedException tooLate() {
    return new CommitFailedException(
        "Offset commit cannot be completed: authority has left the cluster these records came from,"
            + " and the group's offsets are moved by the migration. Call poll() to follow; records"
            + " since the last commit may be read again.");
  }
}
