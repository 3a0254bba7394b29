package io.strait.replicator.engine;

import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * One partition's entries of the gap ledger, so that no source offset is counted twice: a process
 * that ends while a lost range is being filled meets the rest of it again. No I/O; one thread.
 */
final class KnownGaps {
  private final Uuid sourceTopicId;
  private final Map<String, Gap> all = new HashMap<>();

  /** Those of the source's topic and log as they are now, by their first offset. */
  private final Map<GapCause, NavigableMap<Long, Gap>> present = new EnumMap<>(GapCause.class);

  /**
   * @param stored in the order in which they were noticed
   */
  KnownGaps(Uuid sourceTopicId, List<Gap> stored) {
    this.sourceTopicId = sourceTopicId;
    stored.forEach(this::keep);
  }

  /** Takes a newly noticed one in; returns what of it the ledger does not say yet. */
  Optional<Gap> add(Gap gap) {
    Optional<Gap> fresh = fresh(gap);
    fresh.ifPresent(this::keep);
    return fresh;
  }

  /** Takes one in as it is, in place of one that begins where it does; returns it. */
  Gap replace(Gap gap) {
    keep(gap);
    return gap;
  }

  /** Whether an entry with this cause covers a source offset. */
  boolean covers(GapCause cause, long offset) {
    return at(cause, offset).isPresent();
  }

  /** First source offset at or behind this one whose record may still come to the target. */
  long behindWhatIsMissing(long offset) {
    long at = offset;
    long before;
    do {
      before = at;
      for (GapCause cause : present.keySet()) {
        if (cause.isLoss() || cause == GapCause.DEAD_LETTER) {
          at = Math.max(at, at(cause, at).map(Gap::to).orElse(at));
        }
      }
    } while (at > before);
    return at;
  }

  /** Whether there is an entry with this cause about the source topic with this id. */
  boolean knows(GapCause cause, Uuid topicId) {
    return all.values().stream()
        .anyMatch(gap -> gap.cause() == cause && gap.sourceTopicId().equals(topicId));
  }

  int size() {
    return all.size();
  }

  /** Source offsets that are lost for good. */
  long lostOffsets() {
    return all.values().stream().filter(gap -> gap.cause().isLoss()).mapToLong(Gap::offsets).sum();
  }

  /** The rest of a range that is known from its beginning moves that range's end. */
  private Optional<Gap> fresh(Gap gap) {
    Gap same = all.get(key(gap));
    if (same != null && same.to() >= gap.to()) {
      return Optional.empty();
    }
    Optional<Gap> begun = at(gap.cause(), gap.from());
    if (begun.isPresent()) {
      return begun.get().to() >= gap.to()
          ? Optional.empty()
          : Optional.of(between(gap, begun.get().from()));
    }
    if (gap.cause().isLoss()) {
      for (GapCause other : present.keySet()) {
        boolean gone = other.isLoss() || other == GapCause.DEAD_LETTER;
        Optional<Gap> before = gone ? at(other, gap.from()) : Optional.empty();
        if (before.isPresent()) {
          long rest = before.get().to();
          return rest >= gap.to() ? Optional.empty() : fresh(between(gap, rest));
        }
      }
    }
    return Optional.of(gap);
  }

  private Optional<Gap> at(GapCause cause, long offset) {
    NavigableMap<Long, Gap> ranges = present.get(cause);
    return Optional.ofNullable(ranges == null ? null : ranges.floorEntry(offset))
        .map(Map.Entry::getValue)
        .filter(gap -> offset < gap.to());
  }

  private void keep(Gap gap) {
    all.put(key(gap), gap);
    if (!gap.sourceTopicId().equals(sourceTopicId)) {
      return;
    }
    if (gap.cause() == GapCause.SOURCE_TRUNCATED) {
      // From there on the source holds other records under the same offsets.
      present.values().forEach(ranges -> ranges.tailMap(gap.from(), true).clear());
    }
    present.computeIfAbsent(gap.cause(), cause -> new TreeMap<>()).put(gap.from(), gap);
  }

  private static Gap between(Gap gap, long from) {
    return new Gap(
        gap.source(),
        gap.target(),
        gap.sourceTopicId(),
        from,
        gap.to(),
        gap.cause(),
        gap.at(),
        gap.detail());
  }

  private static String key(Gap gap) {
    return new String(GapLedger.key(gap), StandardCharsets.UTF_8);
  }
}
