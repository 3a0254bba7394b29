package io.strait.ops.bench.report;

/**
 * What runs have in common that are repetitions of one another.
 *
 * @param cell what was measured, such as {@code catch-up}
 * @param engine label of the engine
 * @param codec label of the codec
 * @param batch label of the batch size
 */
public record Subject(String cell, String engine, String codec, String batch) {
  Subject of(String otherEngine) {
    return new Subject(cell, otherEngine, codec, batch);
  }

  boolean sameShape(String otherCell, String otherCodec, String otherBatch) {
    return cell.equals(otherCell) && codec.equals(otherCodec) && batch.equals(otherBatch);
  }
}
