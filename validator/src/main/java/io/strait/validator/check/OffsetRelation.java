package io.strait.validator.check;

/**
 * How an offset of the source translates to the target. Increasing in both directions, and strictly
 * so for offsets of records, so that a range of source offsets is also a range of target offsets.
 */
public sealed interface OffsetRelation
    permits OffsetRelation.Exact, OffsetRelation.Shifted, MappedOffsets {

  /** The relation of a link in exact mode. */
  OffsetRelation EXACT = new Exact();

  /** The target offset at which the record with this source offset must stand. */
  long toTarget(long sourceOffset);

  /** The source offset whose image is this target offset. */
  long toSource(long targetOffset);

  /** Equal offsets on both sides. */
  record Exact() implements OffsetRelation {
    @Override
    public long toTarget(long sourceOffset) {
      return sourceOffset;
    }

    @Override
    public long toSource(long targetOffset) {
      return targetOffset;
    }
  }

  /**
   * A constant distance: what a plain copier leaves behind when the source log did not start at 0.
   *
   * @param distance target offset minus source offset, of either sign
   */
  record Shifted(long distance) implements OffsetRelation {
    @Override
    public long toTarget(long sourceOffset) {
      return sourceOffset + distance;
    }

    @Override
    public long toSource(long targetOffset) {
      return targetOffset - distance;
    }
  }
}
