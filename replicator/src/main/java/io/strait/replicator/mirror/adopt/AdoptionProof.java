package io.strait.replicator.mirror.adopt;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.mirror.logs.LogBounds;
import io.strait.replicator.mirror.logs.LogReading;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What reading both sides once more by the stored maps has shown. Immutable.
 *
 * @param records compared, over all partitions
 * @param differences sentences, one per partition that is not as its map says; empty if all are
 */
public record AdoptionProof(long records, List<String> differences) {
  /** Keeps a copy. */
  public AdoptionProof {
    differences = List.copyOf(differences);
  }

  /** Whether all is as it was written down. */
  public boolean holds() {
    return differences.isEmpty();
  }

  static AdoptionProof of(
      AdoptionPlan plan, Map<TopicPartition, OffsetMap> stored, Cluster source, Cluster target) {
    long records = 0;
    List<String> differences = new ArrayList<>();
    for (PartitionPlan one : plan.partitions()) {
      if (one.standing() != PartitionPlan.Standing.ADOPT || one.counts().matched() == 0) {
        continue;
      }
      OffsetMap map = stored.getOrDefault(one.target(), OffsetMap.equalOffsets());
      Comparison found = compare(one, map, source, target);
      records += found.records();
      found.difference().ifPresent(differences::add);
      if (map.sourceOf(one.targetEnd()).position() != one.next()) {
        differences.add(
            one.target()
                + " would go on at source offset "
                + map.sourceOf(one.targetEnd()).position()
                + " instead of "
                + one.next());
      }
    }
    return new AdoptionProof(records, differences);
  }

  private record Comparison(long records, Optional<String> difference) {}

  private static Comparison compare(
      PartitionPlan one, OffsetMap map, Cluster source, Cluster target) {
    LogBounds.Bounds here = LogBounds.of(source, List.of(one.source())).get(one.source());
    long first = Math.max(here.start(), map.sourceOf(one.from()).position());
    long records = 0;
    try (LogReading copies =
            new LogReading(target, one.target(), one.from(), one.targetEnd(), true);
        LogReading originals = new LogReading(source, one.source(), first, here.stable(), true)) {
      Optional<HeldEntry> original = Optional.empty();
      while (copies.hasNext()) {
        HeldEntry copy = HeldEntry.of(copies.next(), HeldEntry.State.COMMITTED);
        if (!(map.sourceOf(copy.offset()) instanceof Translation.Exact exact)
            || exact.offset() < first) {
          continue;
        }
        while (original.map(HeldEntry::offset).orElse(-1L) < exact.offset()
            && originals.hasNext()) {
          original = Optional.of(HeldEntry.of(originals.next(), HeldEntry.State.COMMITTED));
        }
        boolean same =
            original.filter(at -> at.offset() == exact.offset() && at.isSame(copy)).isPresent();
        if (!same) {
          return new Comparison(
              records,
              Optional.of(
                  one.target()
                      + " at offset "
                      + copy.offset()
                      + " does not hold the source's record of offset "
                      + exact.offset()));
        }
        records++;
      }
    }
    return new Comparison(records, Optional.empty());
  }
}
