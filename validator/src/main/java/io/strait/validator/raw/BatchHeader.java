package io.strait.validator.raw;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The header of a stored batch at a place in a buffer, read by the published layout of message
 * format v2 (KIP-98). Confined to one thread; looks at the buffer, holds no copy.
 */
final class BatchHeader {
  /** Base offset and length: what every format begins with. */
  static final int PREFIX = 12;

  /** Bytes before the first record of a v2 batch. */
  static final int SIZE = 61;

  private static final int MAGIC = 16;
  private static final int CRC = 17;
  private static final int ATTRIBUTES = 21;
  private static final int CODEC = 0x07;
  private static final int APPEND_TIME = 0x08;
  private static final int TRANSACTIONAL = 0x10;
  private static final int CONTROL = 0x20;
  private static final int DELETE_HORIZON = 0x40;

  /** What of the attributes shows in records. */
  private static final int SHOWN = CODEC | APPEND_TIME | DELETE_HORIZON;

  private final ByteBuffer data;
  private final int at;

  BatchHeader(ByteBuffer data, int at) {
    this.data = data;
    this.at = at;
  }

  long baseOffset() {
    return data.getLong(at);
  }

  /** Bytes of the whole batch; negative or absurd where it is damaged. */
  long size() {
    return PREFIX + (long) data.getInt(at + 8);
  }

  byte magic() {
    return data.get(at + MAGIC);
  }

  private int attributes() {
    return data.getShort(at + ATTRIBUTES);
  }

  int codec() {
    return attributes() & CODEC;
  }

  boolean isAppendTime() {
    return (attributes() & APPEND_TIME) != 0;
  }

  boolean isTransactional() {
    return (attributes() & TRANSACTIONAL) != 0;
  }

  boolean isControl() {
    return (attributes() & CONTROL) != 0;
  }

  int lastOffsetDelta() {
    return data.getInt(at + 23);
  }

  long lastOffset() {
    return baseOffset() + lastOffsetDelta();
  }

  long baseTimestamp() {
    return data.getLong(at + 27);
  }

  long maxTimestamp() {
    return data.getLong(at + 35);
  }

  long producerId() {
    return data.getLong(at + 43);
  }

  short producerEpoch() {
    return data.getShort(at + 51);
  }

  int count() {
    return data.getInt(at + 57);
  }

  /** The stored records, a view. */
  ByteBuffer payload() {
    return data.slice(at + SIZE, (int) size() - SIZE);
  }

  boolean isSound() {
    CRC32C crc = new CRC32C();
    crc.update(data.slice(at + ATTRIBUTES, (int) size() - ATTRIBUTES));
    return crc.getValue() == Integer.toUnsignedLong(data.getInt(at + CRC));
  }

  boolean showsSameAs(BatchHeader other) {
    return (attributes() & SHOWN) == (other.attributes() & SHOWN)
        && size() == other.size()
        && count() == other.count()
        && lastOffsetDelta() == other.lastOffsetDelta()
        && baseTimestamp() == other.baseTimestamp()
        && maxTimestamp() == other.maxTimestamp();
  }
}
