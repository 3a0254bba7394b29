package io.strait.replicator.mirror.formats;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A record of one of MirrorMaker 2's own topics.
 *
 * @param key as it is stored
 * @param value as it is stored
 */
public record MirrorRecord(byte[] key, byte[] value) {
  private static final short VERSION = 0;

  /**
   * Where a group would go on on the target.
   *
   * @param mirror the partition, by its name on the target
   * @param position of the group on the source
   * @param image the same position on the target
   */
  public static MirrorRecord checkpoint(
      String group, TopicPartition mirror, long position, long image, String metadata) {
    return new MirrorRecord(
        Fields.of(
            out -> {
              Fields.text(out, group);
              Fields.text(out, mirror.topic());
              out.writeInt(mirror.partition());
            }),
        Fields.of(
            out -> {
              out.writeShort(VERSION);
              out.writeLong(position);
              out.writeLong(image);
              Fields.text(out, metadata);
            }));
  }

  /**
   * A sign of life.
   *
   * @param atMillis since the epoch
   */
  public static MirrorRecord heartbeat(String source, String target, long atMillis) {
    return new MirrorRecord(
        Fields.of(
            out -> {
              Fields.text(out, source);
              Fields.text(out, target);
            }),
        Fields.of(
            out -> {
              out.writeShort(VERSION);
              out.writeLong(atMillis);
            }));
  }

  /** A record of the source and its copy. */
  public static MirrorRecord offsetSync(Sync sync) {
    return new MirrorRecord(
        Fields.of(
            out -> {
              Fields.text(out, sync.source().topic());
              out.writeInt(sync.source().partition());
            }),
        Fields.of(
            out -> {
              out.writeLong(sync.offset());
              out.writeLong(sync.copy());
            }));
  }

  /**
   * What an offset sync says.
   *
   * @param source partition, by its name on the source
   * @param offset of the record there
   * @param copy its offset on the target
   */
  public record Sync(TopicPartition source, long offset, long copy) {
    /** Reads one; empty for anything else. */
    public static Optional<Sync> of(byte[] key, byte[] value) {
      try {
        ByteBuffer in = ByteBuffer.wrap(key);
        TopicPartition partition = new TopicPartition(Fields.text(in), in.getInt());
        ByteBuffer offsets = ByteBuffer.wrap(value);
        return Optional.of(new Sync(partition, offsets.getLong(), offsets.getLong()));
      } catch (BufferUnderflowException | NegativeArraySizeException e) {
        return Optional.empty();
      }
    }
  }
}
