package io.strait.ops.bench.data;

import java.util.Locale;

/** Compression of the source's batches. */
public enum Codec {
  /** Not compressed. */
  NONE,
  /** gzip. */
  GZIP,
  /** snappy. */
  SNAPPY,
  /** lz4. */
  LZ4,
  /** zstd. */
  ZSTD;

  /** As in Kafka's {@code compression.type}, in options and in the report. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
