package io.strait.replicator.engine;

import io.strait.replicator.progress.GapCause;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells retention from DeleteRecords, as far as that can be told from outside: both only move the
 * log's start. Pure.
 *
 * @param cause the verdict
 * @param facts what it rests on, one sentence
 */
record LossCause(GapCause cause, String facts) {
  /**
   * Judges a range that the source no longer holds.
   *
   * @param settings the source topic's, if they could be read
   * @param lastCopied timestamp of the last record copied before the range, if known
   * @param firstLeft timestamp of the first record behind the range, empty if there is none
   * @param now wall clock in milliseconds
   */
  static LossCause of(
      Optional<SourceSettings> settings,
      OptionalLong lastCopied,
      OptionalLong firstLeft,
      long now) {
    if (settings.isEmpty()) {
      return new LossCause(
          GapCause.RETENTION_OR_DELETE, "the source topic's retention is not known");
    }
    SourceSettings source = settings.get();
    boolean byTime = source.deletes() && source.retentionMs() >= 0;
    boolean bySize = source.deletes() && source.retentionBytes() >= 0;
    if (!byTime && !bySize) {
      return new LossCause(
          GapCause.RECORDS_DELETED, "the source topic keeps everything by itself: " + source);
    }
    if (bySize) {
      return new LossCause(
          GapCause.RETENTION_OR_DELETE,
          "the source topic deletes by size (retention.bytes=" + source.retentionBytes() + ")");
    }
    long oldest = now - source.retentionMs();
    String facts =
        "retention.ms="
            + source.retentionMs()
            + ", last record copied before of "
            + text(lastCopied)
            + ", first one left of "
            + text(firstLeft);
    if (firstLeft.isPresent() && firstLeft.getAsLong() <= oldest) {
      return new LossCause(GapCause.RETENTION_OVERRUN, facts);
    }
    if (lastCopied.isPresent() && lastCopied.getAsLong() > oldest) {
      return new LossCause(GapCause.RECORDS_DELETED, facts);
    }
    return new LossCause(GapCause.RETENTION_OR_DELETE, facts);
  }

  private static String text(OptionalLong timestamp) {
    return timestamp.isPresent()
        ? Instant.ofEpochMilli(timestamp.getAsLong()).toString()
        : "unknown time";
  }
}
