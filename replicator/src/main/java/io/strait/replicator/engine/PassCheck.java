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
    return BatchHeader.magic(buffer, at) == CURRENT_FORMAT
        && BatchHeader.lastOffset(buffer, at) < next;
  }

  /**
   * Whether the batch must go through the record path: the copy begins inside it, or the source
   * broker stamped its time (a target that did the same would put its own).
   */
  static boolean needsRebuild(ByteBuffer buffer, int at, long next) {
    return BatchHeader.baseOffset(buffer, at) < next || BatchHeader.isLogAppendTime(buffer, at);
  }

  /** The batch was to be rebuilt and cannot be. */
  static Halt notRebuildable(long next) {
    return new Halt(
        Halt.Cause.UNSUPPORTED_BATCH,
        "source offset " + next + " belongs to a batch that is damaged or has holes");
  }

  /** Why the batch at {@code next} may not pass, or empty. */
  static Optional<Halt> refusal(LinkIdentity identity, ByteBuffer buffer, int at, long next) {
    long base = BatchHeader.baseOffset(buffer, at);
    byte magic = BatchHeader.magic(buffer, at);
    if (magic != CURRENT_FORMAT) {
      return unsupported(base, "uses message format " + magic + ", older than 2");
    }
    if (base > next) {
      return unsupported(next, "holds no record (compaction or a transaction's end)");
    }
    if (BatchHeader.isControl(buffer, at)) {
      return unsupported(base, "is a transaction marker");
    }
    if (BatchHeader.isTransactional(buffer, at)) {
      return unsupported(base, "belongs to a transaction");
    }
    if (BatchHeader.count(buffer, at) != BatchHeader.lastOffset(buffer, at) - base + 1) {
      return unsupported(base, "starts a batch with holes (compaction)");
    }
    if (identity.isOpposite(BatchHeader.producerId(buffer, at))) {
      return Optional.of(
          new Halt(
              Halt.Cause.LOOP,
              "source offset "
                  + base
                  + " was written by the opposite link; both links must not run over one topic"));
    }
    return Optional.empty();
  }

  private static Optional<Halt> unsupported(long offset, String why) {
    return Optional.of(
        new Halt(
            Halt.Cause.UNSUPPORTED_BATCH,
            "source offset "
                + offset
                + " "
                + why
                + "; this release cannot mirror it with exact offsets and stops before it"));
  }
}
