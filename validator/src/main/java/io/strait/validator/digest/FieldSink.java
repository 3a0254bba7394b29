package io.strait.validator.digest;

/** Receives records as a {@link Fingerprint} holds them, without an object for each. */
@FunctionalInterface
public interface FieldSink {
  /** One record; see {@link Fingerprint} for the parts. */
  void record(
      long offset,
      long timestamp,
      long key,
      long value,
      long headers,
      int keySize,
      int valueSize,
      int headerCount);
}
