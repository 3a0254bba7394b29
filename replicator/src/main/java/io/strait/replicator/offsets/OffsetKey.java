package io.strait.replicator.offsets;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;

/**
 * Under what a block is kept: one key per partition and first target offset, so that compaction
 * keeps the last version of each block.
 *
 * @param target the mirror partition
 * @param firstTarget first target offset of the block
 */
public record OffsetKey(TopicPartition target, long firstTarget) {
  private static final byte VERSION = 1;

  /** Version, partition, offset, then the topic's name. */
  public byte[] toBytes() {
    byte[] topic = target.topic().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + Integer.BYTES + Long.BYTES + topic.length)
        .put(VERSION)
        .putInt(target.partition())
        .putLong(firstTarget)
        .put(topic)
        .array();
  }

  /**
   * Reads one.
   *
   * @throws CorruptOffsets if this release does not know it
   */
  public static OffsetKey fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      byte version = in.get();
      if (version != VERSION) {
        throw new CorruptOffsets("a key of version " + version + "; this release knows " + VERSION);
      }
      int partition = in.getInt();
      long first = in.getLong();
      String topic = StandardCharsets.UTF_8.decode(in).toString();
      return new OffsetKey(new TopicPartition(topic, partition), first);
    } catch (BufferUnderflowException e) {
      throw new CorruptOffsets("a key of only " + bytes.length + " bytes", e);
    }
  }
}
