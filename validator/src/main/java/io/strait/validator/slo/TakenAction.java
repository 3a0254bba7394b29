package io.strait.validator.slo;

import java.time.Instant;
import java.util.Optional;

/**
 * An action that is in force unless a grant lifts it.
 *
 * @param kind what is done
 * @param since when it was taken
 * @param reason why, with the figures of that moment
 * @param calmSince since when nothing is a reason for it any more, if so
 */
public record TakenAction(
    ActionKind kind, Instant since, String reason, Optional<Instant> calmSince) {
  /** Calm that began in the future began before the clock was set back: it is taken from now. */
  TakenAction calmFrom(Instant now) {
    return calmSince.filter(since -> !since.isAfter(now)).isPresent()
        ? this
        : new TakenAction(kind, since, reason, Optional.of(now));
  }

  TakenAction uneasy() {
    return new TakenAction(kind, since, reason, Optional.empty());
  }
}
