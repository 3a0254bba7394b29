package io.strait.replicator.wire;

import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;

/** How a batch's records are compressed. */
public enum Codec {
  /** Not at all. */
  NONE(CompressionType.NONE),
  /** gzip. */
  GZIP(CompressionType.GZIP),
  /** Snappy. */
  SNAPPY(CompressionType.SNAPPY),
  /** LZ4. */
  LZ4(CompressionType.LZ4),
  /** Zstandard. */
  ZSTD(CompressionType.ZSTD);

  private final CompressionType type;
  private final Compression compression;

  Codec(CompressionType type) {
    this.type = type;
    this.compression = Compression.of(type).build();
  }

  /** The codec of that name as topics' {@code compression.type} writes it, lower case. */
  public static Optional<Codec> named(String name) {
    for (Codec codec : values()) {
      if (codec.toString().equals(name)) {
        return Optional.of(codec);
      }
    }
    return Optional.empty();
  }

  static Codec of(CompressionType type) {
    return switch (type) {
      case NONE -> NONE;
      case GZIP -> GZIP;
      case SNAPPY -> SNAPPY;
      case LZ4 -> LZ4;
      case ZSTD -> ZSTD;
    };
  }

  byte id() {
    return type.id;
  }

  Compression compression() {
    return compression;
  }

  /** As configurations write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
