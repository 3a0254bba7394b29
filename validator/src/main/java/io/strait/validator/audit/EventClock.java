package io.strait.validator.audit;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a partition's records tell about event time.
 *
 * @param newest the greatest timestamp seen that is not beyond belief; {@link Long#MIN_VALUE}
 *     before the first
 * @param lateness how often records came how late behind the newest before them, by powers of two
 *     of milliseconds; older observations weigh less and less
 */
public record EventClock(long newest, List<Long> lateness) {
  /** Nothing was seen yet. */
  public static final EventClock UNSET = new EventClock(Long.MIN_VALUE, List.of());

  private static final int BUCKETS = 42;
  private static final long MEMORY = 1 << 13;

  /** Keeps a copy. */
  public EventClock {
    lateness = List.copyOf(lateness);
  }

  /** Whether a record with a time was seen. */
  public boolean isSet() {
    return newest != Long.MIN_VALUE;
  }

  /**
   * The time up to which this share of the records is believed to be complete; empty before the
   * first record.
   *
   * @param share 0 to 1
   */
  public OptionalLong watermark(double share) {
    return isSet() ? OptionalLong.of(newest - latenessOf(share)) : OptionalLong.empty();
  }

  /** The lateness, rounded up to a power of two, that this share of the records kept within. */
  public long latenessOf(double share) {
    long total = lateness.stream().mapToLong(Long::longValue).sum();
    long within = 0;
    for (int bucket = 0; bucket < lateness.size(); bucket++) {
      within += lateness.get(bucket);
      if (within >= share * total) {
        return bucket == 0 ? 0 : 1L << bucket - 1;
      }
    }
    return 0;
  }

  /** Goes on from here. */
  Run run() {
    return new Run(this);
  }

  /** Takes timestamps one by one. Confined to one thread. */
  static final class Run {
    private final long[] counts = new long[BUCKETS];
    private long newest;
    private long total;

    private Run(EventClock from) {
      this.newest = from.newest;
      for (int bucket = 0; bucket < from.lateness.size(); bucket++) {
        counts[bucket] = from.lateness.get(bucket);
        total += counts[bucket];
      }
    }

    /** A record with this time was read, behind all those before. */
    void saw(long timestamp) {
      long late = newest == Long.MIN_VALUE ? 0 : Math.max(0, newest - timestamp);
      // Bucket n > 0 takes what is above 2^(n-2) and up to 2^(n-1).
      int bucket = late == 0 ? 0 : 65 - Long.numberOfLeadingZeros(late - 1);
      counts[Math.min(BUCKETS - 1, bucket)]++;
      newest = Math.max(newest, timestamp);
      if (++total > MEMORY) {
        halve();
      }
    }

    EventClock clock() {
      List<Long> kept = new java.util.ArrayList<>(Collections.nCopies(BUCKETS, 0L));
      int used = 0;
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        kept.set(bucket, counts[bucket]);
        used = counts[bucket] > 0 ? bucket + 1 : used;
      }
      return new EventClock(newest, kept.subList(0, used));
    }

    private void halve() {
      total = 0;
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        counts[bucket] /= 2;
        total += counts[bucket];
      }
    }
  }
}
