package io.strait.validator.scope;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A window of record timestamps on the source. It is turned into offsets once, by asking each
 * partition for its first offset at or after a time: records that stand later in the log although
 * they are older (late data) belong to where they stand, not to their time.
 *
 * @param from records from the first one on that is not older; empty: from the beginning
 * @param until records before the first one that is not older; empty: up to now
 */
public record TimeWindow(Optional<Instant> from, Optional<Instant> until) {
  /** All times. */
  public static final TimeWindow ALL = new TimeWindow(Optional.empty(), Optional.empty());

  /** Refuses a window that ends before it begins. */
  public TimeWindow {
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new IllegalArgumentException(
          "the window from " + from.get() + " until " + until.get() + " is empty");
    }
  }

  /** Whether it leaves nothing out. */
  public boolean isAll() {
    return from.isEmpty() && until.isEmpty();
  }

  /**
   * Reads a time with a zone, such as {@code 2026-01-02T03:04:05Z} or {@code
   * 2026-01-02T04:04:05+01:00}.
   *
   * @throws IllegalArgumentException if it is none; names the value and the rule
   */
  public static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no time with a zone; write it as 2026-01-02T03:04:05Z or"
              + " 2026-01-02T04:04:05+01:00",
          e);
    }
  }
}
