package io.strait.replicator.mirror.adopt;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.common.ClassicGroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Shows that nobody writes to the mirror topics: MirrorMaker 2's workers have left their group, no
 * producer has a transaction open, and no log grows while it is looked at.
 */
final class StandStill {
  private static final Set<ClassicGroupState> OVER =
      Set.of(ClassicGroupState.EMPTY, ClassicGroupState.DEAD);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Cluster target;

  StandStill(Cluster target) {
    this.target = target;
  }

  /**
   * Waits for the workers' group to be empty.
   *
   * @param patience a worker that was killed stays a member for its session time, 10 s by default
   * @throws IllegalStateException if it is not empty by then
   */
  void awaitEmpty(String group, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    ClassicGroupState state = state(group);
    while (!OVER.contains(state) && System.nanoTime() - until < 0) {
      LockSupport.parkNanos(LOOK.toNanos());
      state = state(group);
    }
    if (!OVER.contains(state)) {
      throw new IllegalStateException(
          "MirrorMaker 2 still runs: group '"
              + group
              + "' on cluster '"
              + target.alias()
              + "' is "
              + state
              + " after "
              + patience.toSeconds()
              + " s; stop all its workers (or its connectors, if the Connect cluster has others, and"
              + " then name an empty group with --connect-group), and try again");
    }
  }

  private ClassicGroupState state(String group) {
    try {
      ClassicGroupDescription found =
          target.await(
              "describing group '" + group + "' of MirrorMaker 2's workers",
              target.admin().describeClassicGroups(List.of(group)).describedGroups().get(group));
      return found.state();
    } catch (ClusterException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return ClassicGroupState.DEAD;
      }
      throw e;
    }
  }

  /**
   * Refuses mirrors in which a transaction is open: a worker that copies exactly once has them.
   *
   * @throws IllegalStateException if there is one
   */
  void refuseOpen(Collection<TopicPartition> partitions) {
    target
        .await(
            "describing the producers of the mirror topics",
            target.admin().describeProducers(partitions).all())
        .forEach(
            (partition, state) ->
                state.activeProducers().stream()
                    .filter(one -> one.currentTransactionStartOffset().isPresent())
                    .findFirst()
                    .ifPresent(
                        one -> {
                          throw new IllegalStateException(
                              "producer "
                                  + one.producerId()
                                  + " has a transaction open in "
                                  + partition
                                  + " on cluster '"
                                  + target.alias()
                                  + "': MirrorMaker 2 still runs, or was killed; wait until the"
                                  + " transaction is over, or abort it (kafka-transactions.sh"
                                  + " --abort)");
                        }));
  }
}
