package io.strait.validator.relation;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The records of a source partition's aborted transactions, read where somebody asks: the offsets
 * that hold data, without those whose data is committed. Bounded; one thread.
 */
final class AbortedData {
  private static final int CHUNK = 1 << 13;
  private static final int MOST_CHUNKS = 8;

  private final LogView source;
  private final LogBounds bounds;
  private final Expectation expectation;
  private final Fingerprinter fingerprinter;
  private final Map<Long, Chunk> chunks =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Chunk> eldest) {
          return size() > MOST_CHUNKS;
        }
      };

  /** Asks for the bounds only. */
  AbortedData(LogView source, Expectation expectation, long seed) {
    this.source = source;
    this.bounds = source.bounds();
    this.expectation = expectation.open();
    this.fingerprinter = new Fingerprinter(seed);
  }

  /** Some offsets: those of aborted records by the record's hash, and the committed ones. */
  private record Chunk(Map<Long, List<Long>> aborted, Set<Long> committed) {}

  /** The aborted record with this hash that stands nearest to an offset, not very far away. */
  OptionalLong nearest(long hash, long near) {
    long best = -1;
    for (long chunk = near / CHUNK - 1; chunk <= near / CHUNK + 1; chunk++) {
      for (long offset : chunk(chunk).aborted().getOrDefault(hash, List.of())) {
        if (best < 0 || Math.abs(offset - near) < Math.abs(best - near)) {
          best = offset;
        }
      }
    }
    return best < 0 ? OptionalLong.empty() : OptionalLong.of(best);
  }

  /** Whether at most one committed record stands between two offsets that are near each other. */
  boolean areNeighbours(long one, long other) {
    int between = 0;
    for (long offset = Math.min(one, other); offset < Math.max(one, other); offset++) {
      between += chunk(offset / CHUNK).committed().contains(offset) ? 1 : 0;
    }
    return between <= 1;
  }

  private Chunk chunk(long number) {
    Chunk known = chunks.get(number);
    if (known == null) {
      known = read(number * CHUNK, (number + 1) * CHUNK);
      chunks.put(number, known);
    }
    return known;
  }

  private Chunk read(long from, long to) {
    long start = Math.max(from, bounds.start());
    long end = Math.min(to, bounds.stableEnd());
    Chunk chunk = new Chunk(new HashMap<>(), new HashSet<>());
    if (start >= end) {
      return chunk;
    }
    OffsetRange range = new OffsetRange(start, end);
    source.read(range).forEachRemaining(record -> chunk.committed().add(record.offset()));
    Iterator<LogRecord> all = source.readAll(range);
    while (all.hasNext()) {
      LogRecord record = all.next();
      if (!chunk.committed().contains(record.offset())) {
        expectation
            .expected(record)
            .ifPresent(
                copy ->
                    chunk
                        .aborted()
                        .computeIfAbsent(fingerprinter.of(copy).full(), hash -> new ArrayList<>())
                        .add(record.offset()));
      }
    }
    return chunk;
  }
}
