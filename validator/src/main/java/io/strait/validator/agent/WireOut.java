package io.strait.validator.agent;

import java.io.ByteArrayOutputStream;

/** Collects the bytes of a body; see {@link Wire}. One body each. */
final class WireOut {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);

  void number(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  void signed(long value) {
    number(value << 1 ^ value >> 63);
  }

  void eight(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes.write((int) (value >>> shift));
    }
  }

  void field(byte[] field) {
    if (field == null) {
      number(0);
      return;
    }
    number(field.length + 1L);
    bytes.writeBytes(field);
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
