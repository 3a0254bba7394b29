package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import org.apache.kafka.common.record.internal.CompressionType;

/**
 * Reads and patches the header of a record batch (message format 2) in place.
 *
 * <p>All methods take the buffer and the position of the batch's first byte; they use absolute
 * access only and leave position and limit alone. Layout: the Kafka protocol guide, "Record Batch".
 * The base offset and the leader epoch are outside the checksum; producer id, epoch, sequence and
 * attributes are inside.
 */
public final class BatchHeader {
  /** Bytes of a header; a batch is never shorter. */
  public static final int BYTES = 61;

  private static final int LENGTH = 8;
  private static final int LEADER_EPOCH = 12;
  private static final int MAGIC = 16;
  private static final int CRC = 17;
  private static final int ATTRIBUTES = 21;
  private static final int LAST_OFFSET_DELTA = 23;
  private static final int BASE_TIMESTAMP = 27;
  private static final int MAX_TIMESTAMP = 35;
  private static final int PRODUCER_ID = 43;
  private static final int PRODUCER_EPOCH = 51;
  private static final int BASE_SEQUENCE = 53;
  private static final int COUNT = 57;

  private static final int LENGTH_OVERHEAD = 12;
  private static final int CODEC = 0x07;
  private static final int LOG_APPEND_TIME = 0x08;
  private static final int TRANSACTIONAL = 0x10;
  private static final int CONTROL = 0x20;
  private static final int DELETE_HORIZON = 0x40;

  private BatchHeader() {}

  /**
   * Size of the whole batch in bytes, or -1 if what lies between {@code at} and {@code limit} is
   * not a whole batch: brokers may cut the last one short.
   */
  public static int wholeSize(ByteBuffer buffer, int at, int limit) {
    if (limit - at < LENGTH_OVERHEAD + 5) {
      return -1;
    }
    int size = buffer.getInt(at + LENGTH) + LENGTH_OVERHEAD;
    return size > LENGTH_OVERHEAD && size <= limit - at ? size : -1;
  }

  /** Message format; the other methods hold only for 2. */
  public static byte magic(ByteBuffer buffer, int at) {
    return buffer.get(at + MAGIC);
  }

  /** Offset of the first record. */
  public static long baseOffset(ByteBuffer buffer, int at) {
    return buffer.getLong(at);
  }

  /** Offset of the last record. */
  public static long lastOffset(ByteBuffer buffer, int at) {
    return buffer.getLong(at) + buffer.getInt(at + LAST_OFFSET_DELTA);
  }

  /** Leader epoch under which the source appended it, or -1. */
  public static int leaderEpoch(ByteBuffer buffer, int at) {
    return buffer.getInt(at + LEADER_EPOCH);
  }

  /** Number of records. */
  public static int count(ByteBuffer buffer, int at) {
    return buffer.getInt(at + COUNT);
  }

  /** Largest record timestamp, in milliseconds since the epoch, or -1. */
  public static long maxTimestamp(ByteBuffer buffer, int at) {
    return buffer.getLong(at + MAX_TIMESTAMP);
  }

  /** What the records' timestamps count from, in milliseconds. */
  static long baseTimestamp(ByteBuffer buffer, int at) {
    return buffer.getLong(at + BASE_TIMESTAMP);
  }

  /**
   * How the records are compressed.
   *
   * @throws IllegalArgumentException if the header names no known codec
   */
  public static Codec codec(ByteBuffer buffer, int at) {
    return Codec.of(CompressionType.forId(buffer.getShort(at + ATTRIBUTES) & CODEC));
  }

  /** Producer id, or -1. */
  public static long producerId(ByteBuffer buffer, int at) {
    return buffer.getLong(at + PRODUCER_ID);
  }

  /** Sequence of the first record, or -1. */
  public static int baseSequence(ByteBuffer buffer, int at) {
    return buffer.getInt(at + BASE_SEQUENCE);
  }

  /** Whether the batch carries a transaction marker or another control record, not data. */
  public static boolean isControl(ByteBuffer buffer, int at) {
    return (buffer.getShort(at + ATTRIBUTES) & CONTROL) != 0;
  }

  /** Whether the batch belongs to a transaction. */
  public static boolean isTransactional(ByteBuffer buffer, int at) {
    return (buffer.getShort(at + ATTRIBUTES) & TRANSACTIONAL) != 0;
  }

  /**
   * Whether the source's cleaner marked in it when its tombstones may go (KIP-534): a mark that
   * means nothing in another log.
   */
  public static boolean hasDeleteHorizon(ByteBuffer buffer, int at) {
    return (buffer.getShort(at + ATTRIBUTES) & DELETE_HORIZON) != 0;
  }

  /** Whether its timestamps were set by the source broker at the append. */
  public static boolean isLogAppendTime(ByteBuffer buffer, int at) {
    return (buffer.getShort(at + ATTRIBUTES) & LOG_APPEND_TIME) != 0;
  }

  /** Checksum as stored. */
  public static int storedChecksum(ByteBuffer buffer, int at) {
    return buffer.getInt(at + CRC);
  }

  /** Checksum by a full pass over the batch. */
  public static int computedChecksum(ByteBuffer buffer, int at) {
    return Crc32cShift.full(
        buffer, at + ATTRIBUTES, at + LENGTH_OVERHEAD + buffer.getInt(at + LENGTH));
  }

  /**
   * Makes the batch ready for a produce request: base offset 0 (brokers refuse any other), no
   * leader epoch, not transactional, and the given producer fields. The checksum follows by the
   * difference of the patched bytes, so a payload that was damaged on the way stays detectable.
   *
   * @param sequence 0 to 2^31 - 1
   */
  public static void stamp(ByteBuffer buffer, int at, long producerId, short epoch, int sequence) {
    stamp(buffer, at, producerId, epoch, sequence, false);
  }

  /** The same for a batch of an open transaction of that producer id. */
  public static void stampTransactional(
      ByteBuffer buffer, int at, long producerId, short epoch, int sequence) {
    stamp(buffer, at, producerId, epoch, sequence, true);
  }

  private static void stamp(
      ByteBuffer buffer,
      int at,
      long producerId,
      short epoch,
      int sequence,
      boolean transactional) {
    buffer.putLong(at, 0L);
    buffer.putInt(at + LEADER_EPOCH, -1);
    long oldId = buffer.getLong(at + PRODUCER_ID);
    short oldEpoch = buffer.getShort(at + PRODUCER_EPOCH);
    int oldSequence = buffer.getInt(at + BASE_SEQUENCE);
    short oldAttributes = buffer.getShort(at + ATTRIBUTES);
    short attributes =
        (short) (transactional ? oldAttributes | TRANSACTIONAL : oldAttributes & ~TRANSACTIONAL);

    int difference = appendBytes(0, oldAttributes ^ attributes, Short.BYTES);
    difference = appendBytes(difference, 0, PRODUCER_ID - ATTRIBUTES - Short.BYTES);
    difference = appendBytes(difference, oldId ^ producerId, Long.BYTES);
    difference = appendBytes(difference, oldEpoch ^ epoch, Short.BYTES);
    difference = appendBytes(difference, oldSequence ^ sequence, Integer.BYTES);

    buffer.putShort(at + ATTRIBUTES, attributes);
    buffer.putLong(at + PRODUCER_ID, producerId);
    buffer.putShort(at + PRODUCER_EPOCH, epoch);
    buffer.putInt(at + BASE_SEQUENCE, sequence);
    int behind = buffer.getInt(at + LENGTH) + LENGTH_OVERHEAD - COUNT;
    buffer.putInt(at + CRC, buffer.getInt(at + CRC) ^ Crc32cShift.behind(difference, behind));
  }

  /** Writes the header of a plain batch without producer around records that are in place. */
  static void write(ByteBuffer buffer, Codec codec, long base, int count, long from, long to) {
    buffer.putLong(0, base);
    buffer.putInt(LENGTH, buffer.limit() - LENGTH_OVERHEAD);
    buffer.putInt(LEADER_EPOCH, -1);
    buffer.put(MAGIC, (byte) 2);
    buffer.putShort(ATTRIBUTES, codec.id());
    buffer.putInt(LAST_OFFSET_DELTA, count - 1);
    buffer.putLong(BASE_TIMESTAMP, from);
    buffer.putLong(MAX_TIMESTAMP, to);
    buffer.putLong(PRODUCER_ID, -1);
    buffer.putShort(PRODUCER_EPOCH, (short) -1);
    buffer.putInt(BASE_SEQUENCE, -1);
    buffer.putInt(COUNT, count);
    buffer.putInt(CRC, computedChecksum(buffer, 0));
  }

  private static int appendBytes(int running, long difference, int bytes) {
    int result = running;
    for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      int next = shift >= Long.SIZE ? 0 : (int) (difference >>> shift) & 0xff;
      result = Crc32cShift.append(result, next);
    }
    return result;
  }
}
