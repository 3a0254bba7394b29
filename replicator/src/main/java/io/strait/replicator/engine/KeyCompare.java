package io.strait.replicator.engine;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import io.strait.replicator.wire.Filler;
import io.strait.replicator.wire.HeldKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Finds the keys that the target still has and the source has deleted: exactly, in bounded memory,
 * in as many rounds as that takes. In each round the whole source is shown first, then the whole
 * target, both in log order; and where some are found the target once more, for their names. No
 * I/O; one thread.
 *
 * <p>A key is deleted on the source where it holds no record of it at all, or where the last one is
 * a tombstone that was copied. Only records that came from the source, and from its log as it is
 * now, count on the target: what somebody else wrote there is not touched, nor what the source's
 * retention, and then the mirror's own, takes away.
 */
final class KeyCompare {
  private static final int OVERHEAD = 64;

  private final Scope scope;
  private final int mostBytes;
  private final KeyDigest.Maker digests = new KeyDigest.Maker();
  private final KeySet source;
  private final int mostSlots;
  private KeySet gone;
  private final List<byte[]> missed = new ArrayList<>();
  private long retainedFrom;
  private long bytes;
  private boolean full;
  private long seen;
  private long written;

  /**
   * What is compared.
   *
   * @param copiedTo the target holds all of the source before this offset
   * @param targetEnd the target's log end
   * @param map how the offsets of both sides relate
   * @param since tombstones of ours from this target offset on are this very matter's
   * @param isOurs whether a producer id is one that the link fills gaps with
   * @param isData whether the link copies records under this producer id
   * @param counts whether a tombstone of the source deletes: not if some may be left out on the
   *     way, nor if it may belong to a transaction that was aborted
   */
  record Scope(
      long copiedTo,
      long targetEnd,
      OffsetMap map,
      long since,
      LongPredicate isOurs,
      LongPredicate isData,
      boolean counts) {
    /** Whether it does for the records of this source topic. */
    static boolean counts(CopyPolicy policy, String topic) {
      return !policy.records().mayDrop(topic) && policy.transactions() == TransactionRule.COMMITTED;
    }

    /** Only the link's own id tells its records from others'; transactions have others. */
    static LongPredicate isData(CopyPolicy policy, long dataId) {
      return policy.transactions() == TransactionRule.COMMITTED ? id -> id == dataId : id -> true;
    }
  }

  /**
   * @param mostSlots for keys of the source, and for those found, a power of two; 16 bytes each
   * @param mostBytes for the names of those found; more are left for another comparison
   */
  KeyCompare(Scope scope, int mostSlots, int mostBytes) {
    this.scope = scope;
    this.mostBytes = mostBytes;
    this.mostSlots = mostSlots;
    this.source = new KeySet(KeyPart.ALL, mostSlots);
    this.gone = new KeySet(KeyPart.ALL, mostSlots);
  }

  /** The source's retention has removed what was before this offset. */
  void retainedFrom(long offset) {
    retainedFrom = offset;
  }

  /** The source's next record. */
  void source(HeldKey held) {
    KeyDigest key = digests.of(held.key());
    if (held.tombstone() && held.offset() < scope.copiedTo() && scope.counts()) {
      source.remove(key);
    } else {
      source.add(key);
    }
  }

  /** The target's next record. */
  void target(HeldKey held) {
    KeyDigest key = digests.of(held.key());
    if (!source.covers(key) || Filler.isFiller(held.key())) {
      return;
    }
    seen++;
    if (held.tombstone()) {
      gone.remove(key);
      boolean mine = scope.isOurs().test(held.producerId());
      written += mine && held.offset() >= scope.since() ? 1 : 0;
    } else if (!source.holds(key)) {
      if (isTheSources(held)) {
        gone.add(key);
      } else {
        gone.remove(key);
      }
    }
  }

  /** The target was shown; whether it is to be shown to {@link #name}. */
  boolean hasFound() {
    return gone.size() > 0;
  }

  /** The target's next record, once more. */
  void name(HeldKey held) {
    KeyDigest key = digests.of(held.key());
    if (!gone.holds(key)) {
      return;
    }
    full |= bytes >= mostBytes;
    if (!full) {
      gone.remove(key);
      missed.add(held.key());
      bytes += OVERHEAD + held.key().length;
    }
  }

  /** Both sides were shown; whether they are to be shown once more, for other keys. */
  boolean nextRound() {
    source.putOffWith(gone);
    boolean more = !full && source.nextPart();
    gone = new KeySet(source.part(), mostSlots);
    return more;
  }

  /** Keys to delete on the target, in the order in which they stand there. */
  List<byte[]> missed() {
    return List.copyOf(missed);
  }

  /** Whether these are all. */
  boolean isComplete() {
    return !full;
  }

  /** Records with a key that the target holds. */
  long seen() {
    return seen;
  }

  /**
   * Keys that were deleted for the same reason before; some twice where memory is short for those
   * found.
   */
  long written() {
    return written;
  }

  private boolean isTheSources(HeldKey held) {
    long offset = held.offset();
    return scope.isData().test(held.producerId())
        && scope.map().sourceOf(offset) instanceof Translation.Exact from
        && from.offset() >= retainedFrom
        && scope.map().targetOf(from.offset(), scope.targetEnd()) instanceof Translation.Exact back
        && back.offset() == offset;
  }
}
