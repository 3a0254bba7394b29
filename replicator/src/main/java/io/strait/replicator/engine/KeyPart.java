package io.strait.replicator.engine;

/**
 * Some of all keys: those whose digest ends in certain bits.
 *
 * @param mask which bits count, the lowest ones
 * @param bits what they are
 */
record KeyPart(long mask, long bits) {
  /** All keys. */
  static final KeyPart ALL = new KeyPart(0, 0);

  boolean covers(KeyDigest key) {
    return (key.high() & mask) == bits;
  }

  /** One half of it. */
  KeyPart half() {
    return new KeyPart(mask << 1 | 1, bits);
  }

  /** The other one. */
  KeyPart otherHalf() {
    return new KeyPart(mask << 1 | 1, bits | mask + 1);
  }
}
