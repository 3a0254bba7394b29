package io.strait.validator.judge;

import io.strait.validator.log.LogBounds;
import java.util.List;
import java.util.Optional;

/**
 * Finds where two logs begin to hold the same records, for a copy that claims order only. Called
 * from worker threads, again whenever retention moves a log start.
 */
@FunctionalInterface
public interface StartFinder {
  /** Both log starts: right where the copy began at the log start and nothing expired since. */
  StartFinder LOG_STARTS =
      (partition, source, target) ->
          Optional.of(new Start(source.start(), target.start(), "both log starts"));

  /**
   * The first place from which both logs are to be compared; empty when there is none, which makes
   * the partition unverifiable. May read both logs of the case.
   */
  Optional<Start> find(Case partition, LogBounds source, LogBounds target);

  /**
   * A pair of offsets from which two logs are walked in step.
   *
   * @param sourceOffset source records at or behind it are judged
   * @param targetOffset target records at or behind it are judged
   * @param note how it was found; for people
   * @param gaps what lies before it and ought to be judged, but cannot; what retention took is none
   */
  record Start(long sourceOffset, long targetOffset, String note, List<Clip.Gap> gaps) {
    /** Keeps a copy. */
    public Start {
      gaps = List.copyOf(gaps);
    }

    /** One before which there is nothing to judge. */
    public Start(long sourceOffset, long targetOffset, String note) {
      this(sourceOffset, targetOffset, note, List.of());
    }
  }
}
