package io.strait.replicator.offsets;

import org.apache.kafka.common.TopicPartition;

/**
 * A source partition and its mirror at one moment: translates positions and offsets of either.
 * Immutable.
 *
 * @param source the partition on the source
 * @param target its mirror
 * @param map how their offsets relate; read later than {@code targetEnd}, so that it covers all
 *     before it
 * @param sourceStart the source's log start
 * @param sourceEnd the source's high watermark
 * @param targetStart the target's log start
 * @param targetEnd the target's high watermark
 * @param copied source offset before which everything has been copied, or is not going to be
 */
public record PairedLogs(
    TopicPartition source,
    TopicPartition target,
    OffsetMap map,
    long sourceStart,
    long sourceEnd,
    long targetStart,
    long targetEnd,
    long copied) {

  /** With what the target's end alone says about how far it was copied. */
  public static PairedLogs of(
      TopicPartition source,
      TopicPartition target,
      OffsetMap stored,
      long sourceStart,
      long sourceEnd,
      long targetStart,
      long targetEnd) {
    OffsetMap map = stored.truncatedTo(targetEnd);
    long copied = map.sourceOf(targetEnd).position();
    return new PairedLogs(
        source, target, map, sourceStart, sourceEnd, targetStart, targetEnd, copied);
  }

  /**
   * The same where it is known that the source holds no data between {@code copied} and this
   * offset.
   */
  public PairedLogs copiedTo(long offset) {
    return offset <= copied
        ? this
        : new PairedLogs(
            source, target, map, sourceStart, sourceEnd, targetStart, targetEnd, offset);
  }

  /** Whether all target offsets are the source's. */
  public boolean isEqual() {
    return map.isEqual();
  }

  /** The target position of a reader of the source. */
  public Image toTarget(long position) {
    if (position > sourceEnd) {
      return new Image.Outside(targetEnd, sourceEnd);
    }
    long found = map.targetOf(position, targetEnd).position();
    if (found >= targetEnd) {
      return position <= copied ? new Image.Exact(targetEnd) : new Image.Ahead(targetEnd, copied);
    }
    if (found >= targetStart) {
      return new Image.Exact(found);
    }
    long from = Math.max(position, sourceStart);
    long to = Math.min(map.heldFrom(targetStart), sourceEnd);
    return from >= to ? new Image.Exact(targetStart) : new Image.Cut(targetStart, from, to);
  }

  /** The source position of a reader of the target. */
  public Image toSource(long position) {
    if (position > targetEnd) {
      return new Image.Outside(sourceEnd, targetEnd);
    }
    long found = map.heldFrom(position);
    if (found > sourceEnd) {
      return new Image.Outside(sourceEnd, targetEnd);
    }
    if (found >= sourceStart) {
      return new Image.Exact(found);
    }
    long from = Math.max(position, targetStart);
    long to = map.targetOf(sourceStart, targetEnd).position();
    return from >= to ? new Image.Exact(sourceStart) : new Image.Cut(sourceStart, from, to);
  }

  /** Whether a reader of the source and one of the target stand at the same record. */
  public boolean agree(long sourcePosition, long targetPosition) {
    return isAt(toTarget(sourcePosition), targetPosition)
        || isAt(toSource(targetPosition), sourcePosition);
  }

  private static boolean isAt(Image image, long position) {
    return image.isExact() && image.position() == position;
  }

  /** The target offset of the source's record at an offset. */
  public Translation recordToTarget(long offset) {
    return map.targetOf(offset, targetEnd);
  }

  /** The source offset of the target's record at an offset, also of an earlier generation. */
  public Translation recordToSource(long offset) {
    return map.sourceOf(offset);
  }
}
