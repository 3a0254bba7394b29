package io.strait.replicator.mirror.adopt;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.LinkAdoption;
import io.strait.replicator.mirror.logs.LogBounds;
import io.strait.replicator.mirror.logs.LogReading;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import io.strait.replicator.topology.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives a link's mirrors to a MirrorMaker 2: writes into Kafka Connect's offsets what was copied
 * last, so that a MirrorMaker 2 that is started then goes on behind it.
 *
 * <p>One thread; the clusters stay open.
 */
public final class HandBack {
  private final Link link;
  private final Cluster source;
  private final Cluster target;
  private final MirrorMakerPlaces places;
  private final Duration patience;

  /**
   * Reads nothing yet.
   *
   * @param patience how long to wait for the link's lease, and for MirrorMaker 2's group to be
   *     empty
   */
  public HandBack(
      Link link, Cluster source, Cluster target, MirrorMakerPlaces places, Duration patience) {
    this.link = link;
    this.source = source;
    this.target = target;
    this.places = places;
    this.patience = patience;
  }

  /**
   * One partition.
   *
   * @param source the partition on the source
   * @param target its mirror
   * @param next source offset that MirrorMaker 2 is to copy next
   * @param targetEnd the mirror's log end, where it lands
   * @param before the last record copied, by what was committed until now
   */
  public record Handed(
      TopicPartition source,
      TopicPartition target,
      long next,
      long targetEnd,
      Optional<Long> before) {}

  /**
   * Writes it, and reads it back.
   *
   * @param dryRun write nothing
   * @return partitions that hold anything, in order
   * @throws IllegalStateException if the link runs, MirrorMaker 2 runs, its offsets have no topic,
   *     or a mirror does not end with what the link has copied
   */
  public List<Handed> run(boolean dryRun) {
    if (!places.connectGroup().isEmpty()) {
      new StandStill(target).awaitEmpty(places.connectGroup(), patience);
    }
    try (LinkAdoption held = new LinkAdoption(link, source, target)) {
      held.await(patience);
      Map<TopicPartition, TopicPartition> pairs = Mirrors.of(link, source, target).pairs();
      Map<TopicPartition, OffsetMap> maps = held.maps();
      ConnectOffsets offsets = new ConnectOffsets(target, places);
      Map<TopicPartition, Long> before = offsets.read();
      Map<TopicPartition, LogBounds.Bounds> here = LogBounds.of(source, pairs.keySet());
      Map<TopicPartition, LogBounds.Bounds> there = LogBounds.of(target, pairs.values());
      List<Handed> handed = new ArrayList<>();
      Map<TopicPartition, Long> last = new HashMap<>();
      pairs.forEach(
          (from, to) -> {
            long end = there.get(to).end();
            OffsetMap map = maps.getOrDefault(to, OffsetMap.equalOffsets()).truncatedTo(end);
            long next = map.sourceOf(end).position();
            if (end > 0 && next > 0) {
              checked(from, to, map, here.get(from), there.get(to));
              handed.add(new Handed(from, to, next, end, Optional.ofNullable(before.get(from))));
              last.put(from, next - 1);
            }
          });
      if (!dryRun) {
        offsets.write(last);
        readBack(offsets, last);
      }
      return List.copyOf(handed);
    }
  }

  /** The last record that is the source's by the map must be: nobody else wrote behind it then. */
  private void checked(
      TopicPartition from,
      TopicPartition to,
      OffsetMap map,
      LogBounds.Bounds here,
      LogBounds.Bounds there) {
    long at = Math.max(there.start(), there.end() - Anchor.LEAST);
    Optional<HeldEntry> last = Optional.empty();
    try (MirrorReading copies = new MirrorReading(target, to, at, there.stable())) {
      while (copies.hasNext()) {
        HeldEntry copy = copies.next();
        if (map.sourceOf(copy.offset()) instanceof Translation.Exact) {
          last = Optional.of(copy);
        }
      }
    }
    if (last.isEmpty()) {
      return;
    }
    long counterpart = map.sourceOf(last.get().offset()).position();
    boolean gone = counterpart < here.start();
    if (!gone && !isSame(from, counterpart, here, last.get())) {
      throw new IllegalStateException(
          to
              + " ends at offset "
              + last.get().offset()
              + " with a record that is not the source's of offset "
              + counterpart
              + ": somebody else wrote to the mirror, so there is nothing to hand back");
    }
  }

  private boolean isSame(TopicPartition from, long offset, LogBounds.Bounds here, HeldEntry copy) {
    if (offset >= here.stable()) {
      return false;
    }
    try (LogReading original = new LogReading(source, from, offset, here.stable(), true)) {
      return original.hasNext()
          && Optional.of(HeldEntry.of(original.next(), HeldEntry.State.COMMITTED))
              .filter(one -> one.offset() == offset && one.isSame(copy))
              .isPresent();
    }
  }

  private void readBack(ConnectOffsets offsets, Map<TopicPartition, Long> wanted) {
    Map<TopicPartition, Long> stored = offsets.read();
    Map<String, Long> different = new TreeMap<>();
    wanted.forEach(
        (partition, last) -> {
          if (!last.equals(stored.get(partition))) {
            different.put(partition.toString(), last);
          }
        });
    if (!different.isEmpty()) {
      throw new IllegalStateException(
          "'"
              + places.offsetsTopic()
              + "' does not hold what was written to it for "
              + different
              + ": somebody else writes there; try again");
    }
  }
}
