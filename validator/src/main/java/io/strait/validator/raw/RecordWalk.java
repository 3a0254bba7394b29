package io.strait.validator.raw;

import java.io.IOException;

/**
 * Walks the records of a v2 batch within an array, finding where their fields are. Confined to one
 * thread; used again for each batch.
 */
final class RecordWalk {
  private byte[] data = {};
  private int at;
  private int limit;
  private int end;
  private long timestampDelta;
  private int offsetDelta;
  private int keyAt;
  private int keySize;
  private int valueAt;
  private int valueSize;
  private int headerCount;

  /** Receives the headers of a record. */
  @FunctionalInterface
  interface HeaderSpans {
    /** One header: where its name and its value are; a negative size means no value. */
    void header(int nameAt, int nameSize, int valueAt, int valueSize);
  }

  void start(byte[] array, int size) {
    data = array;
    at = 0;
    end = size;
  }

  /** Moves to the next record; stands at its headers then. */
  void next() throws IOException {
    limit = end;
    int size = varint();
    if (size < 0 || size > end - at) {
      throw new IOException("a record of " + size + " bytes where " + (end - at) + " are left");
    }
    limit = at + size;
    at++;
    timestampDelta = varlong();
    offsetDelta = varint();
    keySize = varint();
    keyAt = at;
    skip(keySize);
    valueSize = varint();
    valueAt = at;
    skip(valueSize);
    headerCount = varint();
    if (headerCount < 0) {
      throw new IOException("a record with " + headerCount + " headers");
    }
  }

  /** Reads the headers of the record and stands behind it; once per record. */
  void headers(HeaderSpans sink) throws IOException {
    for (int i = 0; i < headerCount; i++) {
      int nameSize = varint();
      int nameAt = at;
      if (nameSize < 0) {
        throw new IOException("a header without a name");
      }
      skip(nameSize);
      int headerSize = varint();
      int headerAt = at;
      skip(headerSize);
      sink.header(nameAt, nameSize, headerAt, headerSize);
    }
    if (at != limit) {
      throw new IOException((limit - at) + " bytes of a record are left over");
    }
  }

  /** Whether nothing follows. */
  boolean isAtEnd() {
    return at == end;
  }

  long timestampDelta() {
    return timestampDelta;
  }

  int offsetDelta() {
    return offsetDelta;
  }

  int keyAt() {
    return keyAt;
  }

  int keySize() {
    return keySize;
  }

  int valueAt() {
    return valueAt;
  }

  int valueSize() {
    return valueSize;
  }

  int headerCount() {
    return headerCount;
  }

  private void skip(int size) throws IOException {
    if (size > limit - at) {
      throw new IOException("a field of " + size + " bytes where " + (limit - at) + " are left");
    }
    at += Math.max(0, size);
  }

  private int varint() throws IOException {
    long value = varlong();
    if (value != (int) value) {
      throw new IOException("a number beyond 32 bits: " + value);
    }
    return (int) value;
  }

  private long varlong() throws IOException {
    long raw = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= limit) {
        throw new IOException("a record ends within a number");
      }
      byte next = data[at++];
      raw |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return raw >>> 1 ^ -(raw & 1);
      }
    }
    throw new IOException("a number of more than ten bytes");
  }
}
