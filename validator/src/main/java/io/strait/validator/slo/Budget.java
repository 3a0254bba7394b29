package io.strait.validator.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How much of what may go wrong within the window has gone wrong.
 *
 * <p>A link that is younger than the window is given the budget of the whole window, as if events
 * went on coming as they have so far: an outage of a minute in its first hour burns what it would
 * burn a month later.
 *
 * @param counts events within the window
 * @param burned share of the budget, 1 for all of it, more when it is overdrawn
 * @param since the first event that counts
 * @param exhausted how long it lasts if it goes on burning as in the long window of the fastest
 *     rule; empty when nothing burns now, and zero when nothing is left
 */
public record Budget(Counts counts, double burned, Instant since, Optional<Duration> exhausted) {
  private static final double LONGEST_MILLIS = 1e15;

  /** What is left in percent; below 0 when it is overdrawn. */
  public double leftPercent() {
    return 100 * (1 - burned);
  }

  /** What is burned in percent. */
  public double burnedPercent() {
    return 100 * burned;
  }

  /**
   * The budget at a moment.
   *
   * @param rate burn rate now
   */
  static Budget of(
      Objective objective,
      Counts counts,
      Instant since,
      Instant now,
      Duration window,
      double rate) {
    long age = Math.max(1, Math.min(Duration.between(since, now).toMillis(), window.toMillis()));
    double burned = objective.burn(counts) * age / window.toMillis();
    return new Budget(counts, burned, since, exhausted(1 - burned, rate, window));
  }

  private static Optional<Duration> exhausted(double left, double rate, Duration window) {
    if (left <= 0) {
      return Optional.of(Duration.ZERO);
    }
    double millis = left * window.toMillis() / rate;
    return rate <= 0 || millis > LONGEST_MILLIS
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) millis));
  }
}
