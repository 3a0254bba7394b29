package io.strait.validator.keyed;

import io.strait.validator.check.OffsetRelation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The surviving records of one key on both sides, each in log order, and which of them stand for
 * each other: equal records, at the claimed offset where one is claimed, otherwise the last with
 * the last, because compaction keeps the last. Single use.
 */
final class KeyHistory {
  static final int NONE = -1;

  private final RecordIndex index;
  private final int[] source;
  private final int[] target;
  private final int[] sourcePartner;
  private final int[] targetPartner;
  private Set<Long> sourceHashes;

  KeyHistory(RecordIndex index, int[] records) {
    int split = 0;
    while (split < records.length && !index.is(records[split], RecordIndex.TARGET)) {
      split++;
    }
    this.index = index;
    this.source = Arrays.copyOf(records, split);
    this.target = Arrays.copyOfRange(records, split, records.length);
    this.sourcePartner = new int[source.length];
    this.targetPartner = new int[target.length];
    Arrays.fill(sourcePartner, NONE);
    Arrays.fill(targetPartner, NONE);
  }

  int sources() {
    return source.length;
  }

  int targets() {
    return target.length;
  }

  long sourceOffset(int s) {
    return index.offset(source[s]);
  }

  long targetOffset(int t) {
    return index.offset(target[t]);
  }

  long full(int t) {
    return index.full(target[t]);
  }

  boolean isFiltered(int s) {
    return index.is(source[s], RecordIndex.FILTERED);
  }

  boolean isTombstoneOnSource(int s) {
    return index.is(source[s], RecordIndex.TOMBSTONE);
  }

  boolean isTombstoneOnTarget(int t) {
    return index.is(target[t], RecordIndex.TOMBSTONE);
  }

  boolean hasKey() {
    return !index.is(source.length > 0 ? source[0] : target[0], RecordIndex.KEYLESS);
  }

  /** Half of the digest of the key. */
  long low() {
    return index.low(source.length > 0 ? source[0] : target[0]);
  }

  boolean isPairedOnSource(int s) {
    return sourcePartner[s] != NONE;
  }

  boolean isPairedOnTarget(int t) {
    return targetPartner[t] != NONE;
  }

  /** The last source record that stands on the target as well, or {@link #NONE}. */
  int lastPairedOnSource() {
    return last(sourcePartner);
  }

  /** The last target record that stands on the source as well, or {@link #NONE}. */
  int lastPairedOnTarget() {
    return last(targetPartner);
  }

  /** The last source record below an offset that is expected on the target, or {@link #NONE}. */
  int lastExpectedBelow(long offset) {
    int s = source.length - 1;
    while (s >= 0 && (isFiltered(s) || sourceOffset(s) >= offset)) {
      s--;
    }
    return s;
  }

  /** Whether both sides hold the same records in the same order; by far the most frequent. */
  boolean isSame() {
    if (source.length != target.length) {
      return false;
    }
    for (int i = 0; i < source.length; i++) {
      if (isFiltered(i) || index.full(source[i]) != index.full(target[i])) {
        return false;
      }
    }
    return true;
  }

  /** Finds out which stand for each other. */
  void pair(Optional<OffsetRelation> images) {
    images.ifPresent(this::pairByOffset);
    Map<Long, int[]> open = new HashMap<>();
    for (int t = target.length - 1; t >= 0; t--) {
      if (targetPartner[t] == NONE) {
        open.merge(full(t), new int[] {t}, KeyHistory::joined);
      }
    }
    Map<Long, Integer> used = new HashMap<>();
    for (int s = source.length - 1; s >= 0; s--) {
      long hash = index.full(source[s]);
      int[] places = open.get(hash);
      int next = used.getOrDefault(hash, 0);
      if (sourcePartner[s] == NONE && !isFiltered(s) && places != null && next < places.length) {
        pair(s, places[next]);
        used.put(hash, next + 1);
      }
    }
  }

  /** Whether the source holds a record identical to this one of the target. */
  boolean hasTwin(int t) {
    if (sourceHashes == null) {
      Set<Long> hashes = new HashSet<>();
      for (int s = 0; s < source.length; s++) {
        if (!isFiltered(s)) {
          hashes.add(index.full(source[s]));
        }
      }
      sourceHashes = hashes;
    }
    return sourceHashes.contains(full(t));
  }

  /** Offset of the last source record that does not stand on the target; -1 when there is none. */
  long newestUnpairedOnSource() {
    for (int s = source.length - 1; s >= 0; s--) {
      if (!isPairedOnSource(s)) {
        return sourceOffset(s);
      }
    }
    return -1;
  }

  private void pairByOffset(OffsetRelation relation) {
    int t = 0;
    for (int s = 0; s < source.length; s++) {
      long image = relation.toTarget(sourceOffset(s));
      while (t < target.length && targetOffset(t) < image) {
        t++;
      }
      boolean there = t < target.length && targetOffset(t) == image && !isFiltered(s);
      if (there && index.full(source[s]) == full(t)) {
        pair(s, t);
      }
    }
  }

  private void pair(int s, int t) {
    sourcePartner[s] = t;
    targetPartner[t] = s;
  }

  private static int last(int[] partners) {
    int i = partners.length - 1;
    while (i >= 0 && partners[i] == NONE) {
      i--;
    }
    return i;
  }

  private static int[] joined(int[] one, int[] more) {
    int[] all = Arrays.copyOf(one, one.length + more.length);
    System.arraycopy(more, 0, all, one.length, more.length);
    return all;
  }
}
