package io.strait.ops.slo;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.validator.slo.FreshnessMeter.Look;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads where the committed ends of both logs are, by asking the brokers: the source before the
 * target. One thread.
 *
 * <p>Where offsets are equal the target's end is what readers see. Where they are mapped, what the
 * copier says it has copied is believed once the target's end has reached what goes with it.
 */
final class EndsLook implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 2_000;

  private final Cluster source;
  private final Cluster target;
  private final Map<TopicPartition, Long> mapped = new HashMap<>();
  private final Map<TopicPartition, OffsetMode> modes = new HashMap<>();

  EndsLook(ClusterSpec source, ClusterSpec target) {
    this.source = new Cluster(source);
    this.target = new Cluster(target);
  }

  /**
   * What was seen at one time.
   *
   * @param looks by source partition; without what a side did not answer
   * @param silent why no partition of a cluster answered, if none of it did
   */
  record Seen(Map<TopicPartition, Look> looks, List<String> silent) {}

  /** What is seen now. */
  Seen look(List<PartitionProgress> partitions) {
    List<String> silent = new ArrayList<>();
    Map<TopicPartition, Long> committed =
        answered(source, on(partitions, PartitionProgress::source), silent);
    Map<TopicPartition, Long> visible =
        answered(target, on(partitions, PartitionProgress::target), silent);
    Map<TopicPartition, Look> looks = new HashMap<>();
    for (PartitionProgress one : partitions) {
      Long end = visible.get(one.target());
      OptionalLong image = end == null ? OptionalLong.empty() : visibleTo(one, end);
      Long to = committed.get(one.source());
      looks.put(
          one.source(), new Look(to == null ? OptionalLong.empty() : OptionalLong.of(to), image));
    }
    return new Seen(looks, silent);
  }

  @Override
  public void close() {
    source.close();
    target.close();
  }

  private static Map<TopicPartition, Long> answered(
      Cluster cluster, Set<TopicPartition> partitions, List<String> silent) {
    try {
      return ends(cluster, partitions);
    } catch (ClusterException e) {
      silent.add(e.getMessage());
      return Map.of();
    }
  }

  /** First source offset whose image is not visible; unknown while the mode is. */
  private OptionalLong visibleTo(PartitionProgress one, long end) {
    if (one.copiedTo() >= 0) {
      modes.put(one.source(), one.mode());
    }
    OffsetMode mode = modes.get(one.source());
    if (mode == null) {
      return OptionalLong.empty();
    }
    if (mode != OffsetMode.MAPPED) {
      return OptionalLong.of(end);
    }
    if (one.copiedTo() >= 0 && end >= one.targetEnd()) {
      mapped.put(one.source(), one.copiedTo());
    }
    Long known = mapped.get(one.source());
    return known == null ? OptionalLong.empty() : OptionalLong.of(known);
  }

  private static Set<TopicPartition> on(
      List<PartitionProgress> partitions, Function<PartitionProgress, TopicPartition> side) {
    return partitions.stream().map(side).collect(Collectors.toSet());
  }

  private static Map<TopicPartition, Long> ends(
      Cluster cluster, Collection<TopicPartition> partitions) {
    ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    options.timeoutMs(PATIENCE_MILLIS);
    ListOffsetsResult answer =
        cluster
            .admin()
            .listOffsets(
                partitions.stream()
                    .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())),
                options);
    Map<TopicPartition, Long> ends = new HashMap<>();
    Optional<Throwable> last = Optional.empty();
    try {
      for (TopicPartition one : partitions) {
        try {
          ends.put(
              one,
              answer.partitionResult(one).get(2 * PATIENCE_MILLIS, TimeUnit.MILLISECONDS).offset());
        } catch (ExecutionException e) {
          last = Optional.of(e.getCause());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(cluster.alias(), "looking at log ends", e);
    } catch (TimeoutException e) {
      throw new ClusterException(cluster.alias(), "looking at log ends", e);
    }
    if (ends.isEmpty() && last.isPresent()) {
      throw new ClusterException(cluster.alias(), "looking at log ends", last.get());
    }
    return ends;
  }
}
