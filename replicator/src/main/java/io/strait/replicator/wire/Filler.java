package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Batches of null records that only take up offsets. */
public final class Filler {
  private Filler() {}

  /**
   * One batch of so many records without key and value, zstd; 100,000 of them take some 60 KB.
   *
   * @param records 1 or more
   * @param timestamp of each, in milliseconds
   */
  public static ByteBuffer batch(int records, long timestamp) {
    SimpleRecord[] all = new SimpleRecord[records];
    Arrays.fill(all, new SimpleRecord(timestamp, (byte[]) null, (byte[]) null));
    return MemoryRecords.withRecords(Compression.zstd().build(), all).buffer();
  }
}
