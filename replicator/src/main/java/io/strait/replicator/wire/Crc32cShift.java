package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Arithmetic of CRC32C (Castagnoli) as a linear function over GF(2).
 *
 * <p>For two messages of equal length that differ only in a window, {@code crc(a) ^ crc(b)} depends
 * on the difference inside the window and on the number of bytes behind it, and on nothing else. So
 * a checksum can follow a patched header without reading the payload, and keeps covering the
 * payload as its first writer saw it.
 */
final class Crc32cShift {
  private static final int POLYNOMIAL = 0x82F63B78;
  private static final int ONE = 1 << 31;
  private static final int[] BY_BYTE = byByte();

  /** {@code x^(2^n)} modulo the polynomial, bit-reflected. */
  private static final int[] POWERS = powers();

  private Crc32cShift() {}

  /** Feeds one more byte of difference into a running difference; start with 0. */
  static int append(int running, int difference) {
    return BY_BYTE[(running ^ difference) & 0xff] ^ (running >>> 8);
  }

  /** The effect on the checksum of a difference that is followed by that many equal bytes. */
  static int behind(int running, long equalBytes) {
    return running == 0 ? 0 : multiply(powerOfBytes(equalBytes), running);
  }

  /** A full pass over {@code [from, to)} of the buffer, position and limit untouched. */
  static int full(ByteBuffer buffer, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.duplicate().limit(to).position(from));
    return (int) crc.getValue();
  }

  private static int powerOfBytes(long bytes) {
    int product = ONE;
    int power = 3;
    for (long left = bytes; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        product = multiply(POWERS[power & 31], product);
      }
      power++;
    }
    return product;
  }

  private static int multiply(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int bit = ONE; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= shifted;
        if ((a & (bit - 1)) == 0) {
          return product;
        }
      }
      shifted = (shifted & 1) != 0 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
    }
    return product;
  }

  private static int[] byByte() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) != 0 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
      }
      table[i] = value;
    }
    return table;
  }

  private static int[] powers() {
    int[] table = new int[32];
    int power = 1 << 30;
    table[0] = power;
    for (int n = 1; n < table.length; n++) {
      power = multiply(power, power);
      table[n] = power;
    }
    return table;
  }
}
