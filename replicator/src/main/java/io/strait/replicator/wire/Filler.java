package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Batches of tombstones that a link writes of its own accord: most only take up offsets. */
public final class Filler {
  private static final byte[] KEY = "strait.filler".getBytes(StandardCharsets.UTF_8);

  /** Name of the header of a tombstone that the source had, and removed before it was copied. */
  public static final String MISSED_TOMBSTONE = "strait.missed.tombstone";

  private Filler() {}

  /** Whether a record with this key only takes up an offset. */
  public static boolean isFiller(byte[] key) {
    return Arrays.equals(key, KEY);
  }

  /**
   * One batch of tombstones that delete these keys; a header says who wrote them. zstd.
   *
   * @param keys at least one
   * @param timestamp of each, in milliseconds
   */
  public static ByteBuffer deletions(List<byte[]> keys, long timestamp) {
    Header[] headers = {new RecordHeader(MISSED_TOMBSTONE, new byte[0])};
    SimpleRecord[] all =
        keys.stream()
            .map(key -> new SimpleRecord(timestamp, key, null, headers))
            .toArray(SimpleRecord[]::new);
    return MemoryRecords.withRecords(Compression.zstd().build(), all).buffer();
  }

  /**
   * One batch of so many tombstones that say what they are: compaction removes them, and compacted
   * topics take no record without a key. zstd; 100,000 of them take some 60 KB.
   *
   * @param records 1 or more
   * @param timestamp of each, in milliseconds
   */
  public static ByteBuffer tombstones(int records, long timestamp) {
    SimpleRecord[] all = new SimpleRecord[records];
    Arrays.fill(all, new SimpleRecord(timestamp, KEY, null));
    return MemoryRecords.withRecords(Compression.zstd().build(), all).buffer();
  }
}
