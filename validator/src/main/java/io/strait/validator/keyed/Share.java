package io.strait.validator.keyed;

/**
 * A share of all keys, by the last bits of their digests.
 *
 * @param rest what these bits must be
 * @param bits how many of them
 */
record Share(long rest, int bits) {
  /** All keys. */
  static final Share ALL = new Share(0, 0);

  boolean has(long digest) {
    return (digest & ((1L << bits) - 1)) == rest;
  }

  /** The half of this share that is taken now. */
  Share half() {
    return new Share(rest, bits + 1);
  }

  /** The half that is left for later. */
  Share otherHalf() {
    return new Share(rest | 1L << bits, bits + 1);
  }
}
