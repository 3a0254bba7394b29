package io.strait.replicator.offsets;

import java.nio.ByteBuffer;

/** Longs from 0 on, seven bits a byte, lowest first. */
final class Varints {
  private static final int BITS = 7;
  private static final int MORE = 0x80;
  private static final int LOW = 0x7f;

  private Varints() {}

  static void write(ByteBuffer out, long value) {
    long rest = value;
    while (rest >= MORE) {
      out.put((byte) (rest | MORE));
      rest >>>= BITS;
    }
    out.put((byte) rest);
  }

  static long read(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      byte next = in.get();
      value |= (long) (next & LOW) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new CorruptOffsets("a number of more than " + Long.SIZE + " bits");
  }
}
