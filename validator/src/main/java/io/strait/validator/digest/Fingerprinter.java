package io.strait.validator.digest;

import java.nio.charset.StandardCharsets;

/** Makes fingerprints under one secret seed. Immutable, safe for use by several threads. */
public final class Fingerprinter {
  private final long keySeed;
  private final long valueSeed;
  private final long headerSeed;

  /** Both sides of a comparison must use the same seed; draw a new one for every scan. */
  public Fingerprinter(long seed) {
    this.keySeed = Hash64.mix(seed, 1);
    this.valueSeed = Hash64.mix(seed, 2);
    this.headerSeed = Hash64.mix(seed, 3);
  }

  /** The fingerprint of a record. */
  public Fingerprint of(LogRecord record) {
    return new Fingerprint(
        record.offset(),
        record.timestamp(),
        field(record.key(), keySeed),
        field(record.value(), valueSeed),
        headers(record),
        size(record.key()),
        size(record.value()),
        record.headers().size());
  }

  /** The hash of a key within a larger array; a negative size means that there is none. */
  public long key(byte[] data, int from, int size) {
    return span(data, from, size, keySeed);
  }

  /** The hash of a value within a larger array; a negative size means that there is none. */
  public long value(byte[] data, int from, int size) {
    return span(data, from, size, valueSeed);
  }

  /** The hash of no header, when {@code count} follow. */
  public long headers(int count) {
    return Hash64.mix(headerSeed, count);
  }

  /** The hash of headers after one more; its name is given as UTF-8. */
  public long header(
      long hash, byte[] data, int nameFrom, int nameSize, int valueFrom, int valueSize) {
    long name = Hash64.of(data, nameFrom, nameSize, headerSeed);
    return Hash64.mix(hash, Hash64.mix(name, span(data, valueFrom, valueSize, headerSeed)));
  }

  private static long span(byte[] data, int from, int size, long seed) {
    return size < 0 ? ~seed : Hash64.of(data, from, size, seed);
  }

  private long headers(LogRecord record) {
    long hash = Hash64.mix(headerSeed, record.headers().size());
    for (HeaderField header : record.headers()) {
      long name = Hash64.of(header.name().getBytes(StandardCharsets.UTF_8), headerSeed);
      hash = Hash64.mix(hash, Hash64.mix(name, field(header.value(), headerSeed)));
    }
    return hash;
  }

  private static long field(byte[] bytes, long seed) {
    return bytes == null ? ~seed : Hash64.of(bytes, seed);
  }

  private static int size(byte[] bytes) {
    return bytes == null ? -1 : bytes.length;
  }
}
