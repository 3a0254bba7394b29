package io.strait.replicator.engine;

import io.strait.replicator.wire.RangeRead;
import java.util.Optional;
import java.util.Set;

/** Judges what the target's log grew by, where it grew by more than was written. No I/O. */
final class Surplus {
  private Surplus() {}

  /**
   * What somebody else wrote, if anything did. Control markers and fillers of this link are its
   * own, also those of an earlier owner that landed late; a transaction's end is not, for the link
   * ends none while it fills a gap.
   *
   * @param read a part of the log that begins in the gap
   * @param end where the log ended; what is behind it is not judged
   */
  static Optional<String> foreign(LinkIdentity identity, RangeRead read, long end) {
    Optional<String> written =
        read.records().stream()
            .filter(held -> held.offset() < end && !identity.isFill(held.producerId()))
            .findFirst()
            .map(held -> "a record at offset " + held.offset());
    return written.or(
        () ->
            read.controlIds().stream()
                .filter(id -> !identity.isFill(id))
                .findFirst()
                .map(id -> "the end of a transaction of producer " + id));
  }

  /** What came of a log that was to grow by the end of one transaction. */
  enum Growth {
    /** Nothing: there was no such transaction. */
    NONE,
    /** One offset, the end. */
    END,
    /** Something else: somebody else wrote. */
    FOREIGN;

    /**
     * A log that was seen to hold something at {@code at} or later.
     *
     * @param read from {@code at} on
     * @param producerId of the transaction
     */
    static Growth of(RangeRead read, long at, long producerId) {
      boolean one = read.next() == at + 1 && read.records().isEmpty();
      return one && read.controlIds().equals(Set.of(producerId)) ? END : FOREIGN;
    }
  }
}
