package io.strait.ops.bench.engine;

/** What an engine that needs to be told is tuned for. Strait is the same for all of them. */
public enum Aim {
  /** Catch up. */
  THROUGHPUT,
  /** Catch up over a long way. */
  WAN,
  /** Follow a small live load closely. */
  LATENCY,
  /** Notice new topics and translate positions soon. */
  NOTICE
}
