package io.strait.replicator.wire;

import java.util.List;
import java.util.Set;

/**
 * What a log holds from an offset on.
 *
 * @param outcome whether the broker could be asked
 * @param next offset behind the last batch that was read; the asked one if none was
 * @param readableEnd the high watermark or last stable offset, whichever bounds the reading
 * @param records those with data, in order; aborted ones only if they were asked for, and none of a
 *     batch whose checksum does not fit
 * @param controlIds producer ids of the control batches among them
 * @param leaderEpoch of the last batch, or -1
 */
public record RangeRead(
    Outcome outcome,
    long next,
    long readableEnd,
    List<HeldRecord> records,
    Set<Long> controlIds,
    int leaderEpoch) {
  /** Keeps copies. */
  public RangeRead {
    records = List.copyOf(records);
    controlIds = Set.copyOf(controlIds);
  }

  static RangeRead failed(Outcome outcome, long offset) {
    return new RangeRead(outcome, offset, -1, List.of(), Set.of(), -1);
  }
}
