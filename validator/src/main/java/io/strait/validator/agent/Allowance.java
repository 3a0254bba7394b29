package io.strait.validator.agent;

/** How many fingerprints one partition may still move. One thread. */
final class Allowance {
  private long left;

  Allowance(long fingerprints) {
    this.left = fingerprints;
  }

  /**
   * Takes some.
   *
   * @param offset the offset that is read next
   * @throws TooDifferent when nothing is left
   */
  void take(long count, long offset) {
    if (left <= 0) {
      throw new TooDifferent(offset);
    }
    left -= count;
  }
}
