package io.strait.validator.judge;

/** How closely records are looked at. */
public enum ScanMode {
  /** Every record of both sides is decoded, digested and compared field by field. */
  FULL,
  /**
   * Where both sides kept the batching, stored batches are compared byte by byte without being
   * decompressed; everything else is compared as in {@link #FULL}. Leaves no digest.
   */
  FAST
}
