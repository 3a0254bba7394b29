package io.strait.validator.align;

/** Passes over many records at once where both logs are known to hold the same ones. */
@FunctionalInterface
public interface Stride {
  /** Always record by record. */
  Stride NONE = () -> 0;

  /**
   * Passes over what is equal on both sides, if both stand at the beginning of such a stretch, and
   * enters it into the ledger.
   *
   * @return how many records were passed on each side; 0: walk on record by record
   */
  int pass();
}
