package io.strait.ops.bench.data;

/**
 * One kind of data.
 *
 * @param codec of the source's batches
 * @param batch size of the source's batches
 */
public record Shape(Codec codec, Batch batch) {
  /** The topic that holds it, of the same name on both sides. */
  public String topic() {
    return "bench-" + codec.label() + "-" + batch.label();
  }

  @Override
  public String toString() {
    return codec.label() + "/" + batch.label();
  }
}
