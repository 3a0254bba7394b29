package io.strait.ops.bench.data;

/** The source producer's {@code batch.size}, which bounds a batch as it is on the wire. */
public enum Batch {
  /** No batching: every record is a batch of its own. */
  ONE("1", 0),
  /** Kafka's default. */
  KIB_16("16k", 16 << 10),
  /** What throughput-minded producers set. */
  KIB_128("128k", 128 << 10);

  private final String label;
  private final int bytes;

  Batch(String label, int bytes) {
    this.label = label;
    this.bytes = bytes;
  }

  /** In options and in the report. */
  public String label() {
    return label;
  }

  /** For the producer's {@code batch.size}. */
  public int bytes() {
    return bytes;
  }
}
