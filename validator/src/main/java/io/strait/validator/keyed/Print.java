package io.strait.validator.keyed;

import io.strait.validator.digest.Fingerprint;

/**
 * A record as the keyed judges see it.
 *
 * @param record its fingerprint in the form in which both sides compare
 * @param high one half of the 128-bit digest of its key; of the whole record where it has no key
 * @param low the other half
 * @param filtered whether it is declared not to be on the target: it still supersedes others on the
 *     source, and still takes up its offset there
 */
record Print(Fingerprint record, long high, long low, boolean filtered) {
  long offset() {
    return record.offset();
  }

  boolean isTombstone() {
    return record.valueSize() < 0;
  }

  boolean hasKey() {
    return record.keySize() >= 0;
  }
}
