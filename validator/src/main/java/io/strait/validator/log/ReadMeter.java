package io.strait.validator.log;

/** Counts what readers bring. Safe for use by several threads. */
@FunctionalInterface
public interface ReadMeter {
  /**
   * One fetch came back.
   *
   * @param records records in it, as far as the reader knows
   * @param bytes its size
   */
  void read(long records, long bytes);
}
