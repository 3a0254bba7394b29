package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Fingerprint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** Finds the originals of surplus copies around the place where the logs part. One thread. */
final class Origins {
  /** How many offsets before and behind the place are searched. */
  static final long REACH = 1 << 20;

  private final Sides sides;
  private final TopicPartition partition;
  private final Supplier<OffsetRange> where;

  Origins(Sides sides, TopicPartition partition, Supplier<OffsetRange> where) {
    this.sides = sides;
    this.partition = partition;
    this.where = where;
  }

  /** A source record for each of these hashes, full or of the content, that occurs. */
  Map<Long, Fingerprint> of(Set<Long> hashes) {
    Set<Long> asked = new HashSet<>();
    for (Long hash : hashes) {
      if (asked.size() < LogSide.MOST_HASHES) {
        asked.add(hash);
      }
    }
    Map<Long, Fingerprint> hits = new HashMap<>();
    long seed = sides.options().seed();
    for (Fingerprint record :
        sides.source().holding(partition, where.get(), asked, seed, sides.check())) {
      keepFirst(hits, asked, record.full(), record);
      keepFirst(hits, asked, record.content(), record);
    }
    return hits;
  }

  /** The range to search around a stretch of source offsets, within the log. */
  static OffsetRange around(long from, long to, long start, long end) {
    long least = Math.min(Math.max(start, from - REACH), end);
    return new OffsetRange(least, Math.max(least, Math.min(end, to + REACH)));
  }

  private static void keepFirst(
      Map<Long, Fingerprint> hits, Set<Long> asked, long hash, Fingerprint record) {
    if (asked.contains(hash)) {
      hits.putIfAbsent(hash, record);
    }
  }
}
