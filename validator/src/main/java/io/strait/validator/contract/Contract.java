package io.strait.validator.contract;

/**
 * What a topic's copy is declared to be.
 *
 * @param offsets what is claimed about offsets
 * @param expectation what is declared to differ in records
 * @param placement which partition a record stands in
 */
public record Contract(OffsetClaim offsets, Expectation expectation, Placement placement) {
  /** The plain copy: equal offsets, equal records, equal partitions. */
  public static final Contract PLAIN =
      new Contract(OffsetClaim.EQUAL, Expectation.SAME, Placement.SAME_PARTITION);

  /** Where records stand. */
  public enum Placement {
    /** Partition n of the source is partition n of the target. */
    SAME_PARTITION,
    /** Records were spread anew; those of one key keep their order. */
    BY_KEY
  }

  /**
   * What holds for one partition, for judging it once: with its own claim about offsets, and with
   * an expectation that may keep what it notices. Whoever builds a case asks for this.
   */
  public Contract at(int partition) {
    return new Contract(offsets.at(partition), expectation.open(), placement);
  }

  /** The same with another claim about offsets. */
  public Contract with(OffsetClaim other) {
    return new Contract(other, expectation, placement);
  }

  /** The same with another expectation. */
  public Contract with(Expectation other) {
    return new Contract(offsets, other, placement);
  }
}
