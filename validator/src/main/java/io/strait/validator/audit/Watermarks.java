package io.strait.validator.audit;

import java.util.Collection;
import java.util.OptionalLong;

/** The watermark of a topic from those of its partitions. Pure. */
final class Watermarks {
  private Watermarks() {}

  /**
   * What is known of one partition.
   *
   * @param clock what its records tell
   * @param waits whether there is something to read that was not read yet
   * @param lastRecordAt when a record was last read, by the clock of the audit
   */
  record Sight(EventClock clock, boolean waits, long lastRecordAt) {}

  /**
   * The earliest of the partitions that have records to come; what has been idle for long enough
   * does not hold it back. Where all are idle, time goes on by the clock. Empty while a partition
   * that is not idle has shown no record yet.
   */
  static OptionalLong of(Collection<Sight> partitions, WindowRule rule, long now) {
    long earliest = Long.MAX_VALUE;
    for (Sight one : partitions) {
      boolean idle = !one.waits() && now - one.lastRecordAt() >= rule.idle().toMillis();
      if (!idle) {
        OptionalLong mark = one.clock().watermark(rule.share());
        if (mark.isEmpty()) {
          return OptionalLong.empty();
        }
        earliest = Math.min(earliest, mark.getAsLong());
      }
    }
    return OptionalLong.of(earliest == Long.MAX_VALUE ? now - rule.idle().toMillis() : earliest);
  }

  /**
   * The same, but no further than anything can be known: not ahead of the clock, which a few
   * records with times ahead of it would do; and not beyond where it closes the newest window that
   * the partitions' records can have, so that a clock that was wrong for a while, or a machine that
   * slept, closes nothing that is still to come.
   */
  static OptionalLong believable(Collection<Sight> partitions, WindowRule rule, long now) {
    long newest =
        partitions.stream().mapToLong(one -> one.clock().newest()).max().orElse(Long.MIN_VALUE);
    OptionalLong mark = of(partitions, rule, now);
    if (mark.isEmpty() || newest == Long.MIN_VALUE) {
      return OptionalLong.empty();
    }
    long last = newest + rule.size().toMillis() + rule.allowedLateness().toMillis();
    return OptionalLong.of(Math.min(mark.getAsLong(), Math.min(now, last)));
  }
}
