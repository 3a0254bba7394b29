package io.strait.replicator.wire;

import java.util.List;

/**
 * The keys that a log holds from an offset on.
 *
 * @param outcome whether the broker could be asked
 * @param next offset behind the last batch that was read; the asked one if none was
 * @param readableEnd the high watermark or last stable offset, whichever bounds the reading
 * @param keys of records with data, in order; aborted ones only if they were asked for, and none of
 *     records without a key
 * @param damaged whether the batch at {@code next} cannot be read, or is not what was written
 */
public record KeysRead(
    Outcome outcome, long next, long readableEnd, List<HeldKey> keys, boolean damaged) {
  /** Keeps a copy. */
  public KeysRead {
    keys = List.copyOf(keys);
  }

  static KeysRead failed(Outcome outcome, long offset) {
    return new KeysRead(outcome, offset, -1, List.of(), false);
  }
}
