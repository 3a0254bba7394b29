package io.strait.validator.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Somebody's permission to go on as if an action were not taken, for a while.
 *
 * @param id short, unique within the link
 * @param kind the action that it lifts
 * @param by who gave it
 * @param at when
 * @param until when it ends by itself; at most {@link #LONGEST} after {@code at}
 * @param reason why; not blank
 */
public record Grant(
    String id, ActionKind kind, String by, Instant at, Instant until, String reason) {
  /** Nobody remembers what was granted before. */
  public static final Duration LONGEST = Duration.ofDays(7);

  private static final int LONGEST_REASON = 500;

  /** Refuses what nobody could account for later. */
  public Grant {
    reason = reason.strip();
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "reason of " + reason.length() + " characters: write 1 to " + LONGEST_REASON);
    }
    if (!until.isAfter(at) || until.isAfter(at.plus(LONGEST))) {
      throw new IllegalArgumentException(
          "grant for "
              + Duration.between(at, until)
              + ": must be longer than 0 and at most "
              + SloWords.time(LONGEST));
    }
  }

  /** Whether it holds at a moment, by that clock. */
  public boolean holds(Instant now) {
    return until.isAfter(now);
  }

  /** The one that lifts an action at a moment; the longest if there are several. */
  public static Optional<Grant> lifting(Collection<Grant> grants, ActionKind kind, Instant now) {
    return grants.stream()
        .filter(one -> one.kind() == kind && one.holds(now))
        .max(Comparator.comparing(Grant::until));
  }
}
