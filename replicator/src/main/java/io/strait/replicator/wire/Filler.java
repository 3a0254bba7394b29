package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Batches of tombstones that only take up offsets. */
public final class Filler {
  private static final byte[] KEY = "strait.filler".getBytes(StandardCharsets.UTF_8);

  private Filler() {}

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
