package io.strait.replicator.engine;

import io.strait.replicator.wire.BatchHeader;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Decides from a batch's header alone whether the batch may be passed on as it is. */
final class PassCheck {
  private static final byte CURRENT_FORMAT = 2;

  private PassCheck() {}

  /** Whether the batch ends before {@code next}; brokers may return such a one first. */
  static boolean isBehind(ByteBuffer buffer, int at, long next) {
    return BatchHeader.lastOffset(buffer, at) < next;
  }

  /** Whether it holds no record that a reader sees: a transaction's end, or emptied by cleaning. */
  static boolean isWithoutData(ByteBuffer buffer, int at) {
    return BatchHeader.isControl(buffer, at) || BatchHeader.count(buffer, at) == 0;
  }

  /** Whether it has a record for each of its offsets. */
  static boolean isDense(ByteBuffer buffer, int at) {
    long offsets = BatchHeader.lastOffset(buffer, at) - BatchHeader.baseOffset(buffer, at) + 1;
    return offsets > 0 && BatchHeader.count(buffer, at) == offsets;
  }

  /** Why the batch must go through the record path, or empty if it may pass. */
  static Optional<RewriteReason> rewrite(ByteBuffer buffer, int at, long next) {
    long base = BatchHeader.baseOffset(buffer, at);
    if (!isDense(buffer, at)) {
      return Optional.of(RewriteReason.HOLES);
    }
    if (base < next) {
      return Optional.of(RewriteReason.BEGINS_INSIDE);
    }
    if (BatchHeader.isLogAppendTime(buffer, at)) {
      return Optional.of(RewriteReason.LOG_APPEND_TIME);
    }
    return BatchHeader.hasDeleteHorizon(buffer, at)
        ? Optional.of(RewriteReason.DELETE_HORIZON)
        : Optional.empty();
  }

  /** Whether the header can be read; an older format's has hardly more than an offset. */
  static boolean isCurrent(ByteBuffer buffer, int at) {
    return BatchHeader.magic(buffer, at) == CURRENT_FORMAT;
  }

  /** The batch was written by the link that runs the other way. */
  static Optional<Halt> loop(LinkIdentity identity, ByteBuffer buffer, int at) {
    return identity.isOpposite(BatchHeader.producerId(buffer, at))
        ? Optional.of(
            new Halt(
                Halt.Cause.LOOP,
                "source offset "
                    + BatchHeader.baseOffset(buffer, at)
                    + " was written by the opposite link; both links must not run over one topic"))
        : Optional.empty();
  }

  /** The batch was to be rebuilt and cannot be. */
  static Halt damaged(long next, String why) {
    return unsupported(next, "belongs to a batch that cannot be read (" + why + ")");
  }

  /** A record cannot be copied, and the link keeps no dead letters. */
  static Halt poison(long offset, String why) {
    return new Halt(
        Halt.Cause.BATCH_REFUSED,
        "the record at source offset "
            + offset
            + " cannot be copied ("
            + why
            + "); allow deadLetters for the link to put such records aside");
  }

  private static Halt unsupported(long offset, String why) {
    return new Halt(
        Halt.Cause.UNSUPPORTED_BATCH,
        "source offset " + offset + " " + why + "; the copy stops before it");
  }
}
