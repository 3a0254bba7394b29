package io.strait.replicator.engine;

import io.strait.replicator.progress.OffsetMode;
import java.util.Optional;

/**
 * How one partition's offsets relate, and why; goes down step by step and never up again. Pump's
 * thread.
 */
final class Ladder {
  /** A larger gap would take longer and more room as markers than it is worth. */
  static final long MARKER_LIMIT = 1_000_000;

  /** A bound even where markers are asked for: 100 million of them take 8 GB. */
  static final long FORCED_MARKER_LIMIT = 100_000_000;

  /** What to do about a gap. */
  sealed interface Way {}

  /** Take up its offsets on the target. */
  enum FillBy implements Way {
    /** Invisible control markers. */
    MARKERS,
    /** Visible filler records. */
    RECORDS
  }

  /** Give up equal offsets from here on. */
  record MapFromHere(String why) implements Way {}

  /** Stop before it. */
  record StopBefore(Halt halt) implements Way {}

  private final CopyPolicy policy;
  private OffsetMode mode = OffsetMode.EXACT;
  private String reason = "every record keeps its source offset";
  private Optional<String> markersRefused = Optional.empty();

  Ladder(CopyPolicy policy) {
    this.policy = policy;
    if (policy.offsets() == OffsetRule.MAPPED) {
      mode = OffsetMode.MAPPED;
      reason = "the link's settings ask for mapped offsets";
    }
  }

  OffsetMode mode() {
    return mode;
  }

  /** One short sentence. */
  String reason() {
    return reason;
  }

  /** The target lets the link write no markers. */
  void markersRefused(String why) {
    markersRefused = Optional.of(why);
  }

  /** Something on the target was filled, now or by an earlier owner. */
  void filled() {
    if (mode == OffsetMode.EXACT) {
      mode = OffsetMode.FILLED;
      reason = "every record keeps its source offset; offsets without data were filled";
    }
  }

  /** Equal offsets are given up for good. */
  void mapped(String why) {
    if (mode != OffsetMode.MAPPED) {
      mode = OffsetMode.MAPPED;
      reason = why;
    }
  }

  /** What to do about the next gap. */
  Way way(Step.Fill gap) {
    if (mode == OffsetMode.MAPPED) {
      return new MapFromHere(reason);
    }
    return switch (policy.offsets()) {
      case EXACT -> new StopBefore(notExact(gap));
      case MAPPED -> new MapFromHere(reason);
      case FILLED ->
          fillBy(gap, FORCED_MARKER_LIMIT).orElseGet(() -> new StopBefore(notFillable(gap)));
      case AUTO ->
          fillBy(gap, MARKER_LIMIT)
              .orElseGet(() -> new MapFromHere(text(gap) + ": " + whyNoMarkers(MARKER_LIMIT)));
    };
  }

  private Optional<Way> fillBy(Step.Fill gap, long limit) {
    if (markersRefused.isEmpty() && gap.size() <= limit) {
      return Optional.of(FillBy.MARKERS);
    }
    return policy.fillerRecords() ? Optional.of(FillBy.RECORDS) : Optional.empty();
  }

  private String whyNoMarkers(long limit) {
    return markersRefused
        .map(why -> "the target refuses control markers (" + why + ")")
        .orElse("more than " + limit + " offsets are not filled with markers");
  }

  private static Halt notExact(Step.Fill gap) {
    return gapHalt(
        text(gap)
            + " and the link's settings allow no filling (offsets: exact); use auto, filled or"
            + " mapped");
  }

  private Halt notFillable(Step.Fill gap) {
    return gapHalt(
        text(gap)
            + " and the link's settings demand that they are filled, but "
            + whyNoMarkers(FORCED_MARKER_LIMIT)
            + "; grant the link's principal on the target ALTER or CLUSTER_ACTION on the cluster,"
            + " or allow fillerRecords");
  }

  private static String text(Step.Fill gap) {
    return "source offsets ["
        + gap.from()
        + ", "
        + gap.to()
        + ") hold no data (transaction ends, aborted or removed records)";
  }

  private static Halt gapHalt(String text) {
    return new Halt(Halt.Cause.OFFSET_GAP, text);
  }
}
