package io.strait.replicator.mirror.adopt;

import io.strait.replicator.mirror.formats.MirrorRecord.Sync;
import io.strait.replicator.mirror.logs.LogBounds;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** From where two logs are compared if not from their beginnings; no I/O. */
final class Anchor {
  /** So many records at least are compared. */
  static final long LEAST = 1_000;

  private Anchor() {}

  /**
   * The newest pair that both logs still hold, early enough before the mirror's end and before
   * every position that has to be translated; empty if there is none, and then all is compared.
   *
   * @param oldest of the positions of groups on the source; null if there is none
   */
  static Optional<Sync> of(
      List<Sync> syncs, LogBounds.Bounds here, LogBounds.Bounds there, Long oldest) {
    return syncs.stream()
        .filter(sync -> sync.offset() >= here.start() && sync.offset() < here.stable())
        .filter(sync -> sync.copy() >= there.start() && sync.copy() <= there.end() - LEAST)
        .filter(sync -> oldest == null || sync.offset() <= oldest)
        .max(Comparator.comparingLong(Sync::copy));
  }
}
