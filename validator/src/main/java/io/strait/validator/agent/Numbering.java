package io.strait.validator.agent;

import io.strait.validator.check.OffsetRelation;

/** By which number a record finds its window, equal for a source record and its copy. */
public sealed interface Numbering {
  /** Source records by their own offsets. */
  Numbering SOURCE = new BySourceOffset(OffsetRelation.EXACT);

  /**
   * By source offset.
   *
   * @param relation of the side that is read: {@link OffsetRelation#EXACT} on the source, what is
   *     claimed on the target
   */
  record BySourceOffset(OffsetRelation relation) implements Numbering {}

  /**
   * By the place in the row of committed records.
   *
   * @param first the number of the first record that is read, 0 or more
   */
  record ByOrdinal(long first) implements Numbering {}
}
