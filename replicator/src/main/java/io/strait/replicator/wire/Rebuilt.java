package io.strait.replicator.wire;

import java.util.List;
import java.util.Optional;

/** What became of a batch on the record path. */
public sealed interface Rebuilt {
  /**
   * It was readable.
   *
   * @param pieces in source order; source offsets between them, before the first and behind the
   *     last one hold no data
   * @param next source offset behind the batch, or of the first record that waits
   * @param dropped records that an edit left out
   * @param waits why the record at {@code next} and those behind it cannot be had yet
   */
  record Made(List<Piece> pieces, long next, int dropped, Optional<String> waits)
      implements Rebuilt {
    /** Keeps a copy of the list. */
    public Made {
      pieces = List.copyOf(pieces);
    }
  }

  /**
   * Its bytes are not what its writer wrote, or no batch at all; nothing of it may be copied.
   *
   * @param why a sentence
   */
  record Damaged(String why) implements Rebuilt {}
}
