package io.strait.ops.plant;

import java.util.Map;
import java.util.TreeMap;

/** What kind of topic a fault is planted into. */
enum Style {
  NONE("none", false, Map.of()),
  GZIP("gzip", false, Map.of()),
  SNAPPY("snappy", false, Map.of()),
  LZ4("lz4", false, Map.of()),
  ZSTD("zstd", false, Map.of()),
  TRANSACTIONAL("zstd", true, Map.of()),
  COMPACTED("lz4", false, Map.of("cleanup.policy", "compact")),
  COMPACTED_TRANSACTIONAL("none", true, Map.of("cleanup.policy", "compact")),
  COMPACT_AND_DELETE("snappy", false, Map.of("cleanup.policy", "compact,delete"));

  private final String codec;
  private final boolean transactional;
  private final Map<String, String> configs;

  Style(String codec, boolean transactional, Map<String, String> configs) {
    this.codec = codec;
    this.transactional = transactional;
    this.configs = configs;
  }

  String codec() {
    return codec;
  }

  boolean isTransactional() {
    return transactional;
  }

  /** Whether it differs from another style in nothing but how batches are compressed. */
  boolean isOnlyACodec() {
    return this == GZIP || this == SNAPPY || this == LZ4;
  }

  boolean isCompacted() {
    return !configs.isEmpty();
  }

  /** Old timestamps are no reason to delete here. */
  Map<String, String> configs() {
    Map<String, String> all = new TreeMap<>(configs);
    all.put("retention.ms", "-1");
    return all;
  }
}
