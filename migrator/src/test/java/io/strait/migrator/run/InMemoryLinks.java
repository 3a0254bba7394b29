package io.strait.migrator.run;

import io.strait.migrator.step.LinkHost;
import io.strait.replicator.progress.CopyCounts;
import io.strait.replicator.progress.Guard;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;

/** Links of the simulated process; they die with it. */
final class InMemoryLinks implements LinkHost {
  private final Map<ClusterAlias, InMemoryCluster> clusters;
  private final Map<LinkName, Link> running = new HashMap<>();
  private final Map<LinkName, Integer> resolving = new HashMap<>();
  private final Crash crash;
  private final Clock clock;
  private int hidden;
  private Optional<String> problem = Optional.empty();

  InMemoryLinks(Map<ClusterAlias, InMemoryCluster> clusters, Crash crash, Clock clock) {
    this.clusters = clusters;
    this.crash = crash;
    this.clock = clock;
  }

  @Override
  public void start(Link link) {
    crash.boundary("before start of " + link.name());
    if (running.putIfAbsent(link.name(), link) == null) {
      resolving.put(link.name(), 3);
    }
    crash.boundary("after start of " + link.name());
  }

  @Override
  public void stop(Link link) {
    crash.boundary("before stop of " + link.name());
    running.remove(link.name());
  }

  @Override
  public Optional<LinkProgress> progress(Link link) {
    if (!running.containsKey(link.name())) {
      return Optional.empty();
    }
    boolean resolved = resolving.get(link.name()) <= 0;
    List<PartitionProgress> partitions = new ArrayList<>();
    for (TopicPartition partition : clusters.get(link.source()).logs.keySet()) {
      partitions.add(partition(link, partition, resolved));
    }
    partitions.removeIf(one -> one.source().partition() < hidden);
    partitions.sort(Comparator.comparingInt(one -> one.source().partition()));
    return Optional.of(new LinkProgress(link, clock.instant(), true, partitions, problem));
  }

  /** The link has not heard of this many of the wave's partitions. */
  void hide(int partitions) {
    hidden = partitions;
  }

  /** Every link says that this keeps it from running. */
  void problem(Optional<String> text) {
    problem = text;
  }

  /** The process died. */
  void died() {
    running.clear();
  }

  /** Copies a little on every running link. */
  void copy(Random random) {
    for (Link link : running.values()) {
      if (resolving.merge(link.name(), -1, Integer::sum) > 0) {
        continue;
      }
      InMemoryCluster source = clusters.get(link.source());
      InMemoryCluster target = clusters.get(link.target());
      source.logs.forEach(
          (partition, log) -> {
            List<InMemoryCluster.Written> copy = target.logs.get(partition);
            int upTo = Math.min(log.size(), copy.size() + random.nextInt(4));
            for (int i = copy.size(); i < upTo; i++) {
              copy.add(log.get(i));
            }
          });
    }
  }

  private PartitionProgress partition(Link link, TopicPartition partition, boolean resolved) {
    long end = clusters.get(link.source()).logs.get(partition).size();
    long copied = clusters.get(link.target()).logs.get(partition).size();
    boolean foreign = resolved && copied > end;
    return new PartitionProgress(
        partition,
        partition,
        foreign
            ? PartitionState.HALTED
            : resolved ? PartitionState.RUNNING : PartitionState.RESOLVING,
        OffsetMode.EXACT,
        "same offsets",
        Guard.ARMED,
        0,
        resolved ? end : -1,
        resolved ? copied : -1,
        resolved ? copied : -1,
        0,
        0,
        1,
        CopyCounts.none(),
        foreign ? Optional.of("the target is ahead of the source") : Optional.empty());
  }
}
