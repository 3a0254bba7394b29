package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Digest;
import java.util.Map;

/**
 * What one reading of a range on both sides brought.
 *
 * @param range source offsets
 * @param targetFrom first target offset
 * @param targetTo one past the last
 * @param source digest of the source records as expected on the target
 * @param target digest of the target records over the source images of their offsets
 * @param shares what it brings to which window
 * @param clock what is known about event time behind it
 * @param bytes of both sides, uncompressed
 * @param sourceFooting the last source record of it, under no epoch
 * @param targetFooting the last target record of it, under no epoch
 */
record RangeLook(
    OffsetRange range,
    long targetFrom,
    long targetTo,
    Digest source,
    Digest target,
    Map<WindowKey, WindowTally> shares,
    EventClock clock,
    long bytes,
    Footing sourceFooting,
    Footing targetFooting) {

  /** Whether both sides are the same, at the offsets where they must be. */
  boolean isEqual() {
    return source.equals(target);
  }
}
