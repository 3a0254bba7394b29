package io.strait.validator.session;

import io.strait.validator.judge.ScanProgress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Rate and estimated end of a scan, from what it said during the last ten seconds. Safe for use by
 * several threads.
 */
public final class ProgressMeter {
  private static final long SECOND = 1_000_000_000L;
  private static final long WINDOW = 10 * SECOND;
  private static final double MEGA = 1_000_000;

  private final LongSupplier nanos;
  private final Deque<Mark> marks = new ArrayDeque<>();

  private record Mark(long at, ScanProgress progress) {}

  /** Starts now. */
  public ProgressMeter(LongSupplier nanos) {
    this.nanos = nanos;
    marks.add(new Mark(nanos.getAsLong(), new ScanProgress(0, 0, 0, 0, 0, 0)));
  }

  /** Takes what the scan says. */
  public synchronized void take(ScanProgress progress) {
    long now = nanos.getAsLong();
    if (marks.size() > 1 && now - marks.peekLast().at() < SECOND / 5) {
      marks.removeLast();
    }
    marks.add(new Mark(now, progress));
    while (marks.size() > 2 && now - marks.peekFirst().at() > WINDOW) {
      marks.removeFirst();
    }
  }

  /** Bytes per second of both sides together. */
  public synchronized double bytesPerSecond() {
    return perSecond(last().bytesRead() - marks.peekFirst().progress().bytesRead());
  }

  /** How long it will take at this rate; empty before that can be told. */
  public synchronized Optional<Duration> left() {
    double rate = perSecond(last().offsetsDone() - marks.peekFirst().progress().offsetsDone());
    long rest = last().offsetsTotal() - last().offsetsDone();
    return rate <= 0 || rest < 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds((long) Math.ceil(rest / rate)));
  }

  /** One line for people. */
  public synchronized String line() {
    ScanProgress now = last();
    long total = now.offsetsTotal();
    double percent = total == 0 ? 0 : Math.min(100, 100.0 * now.offsetsDone() / total);
    return String.format(
        Locale.ROOT,
        "%5.1f %%  %,d of %,d partitions  %,d records read  %.1f MB/s  %s",
        percent,
        now.partitionsDone(),
        now.partitions(),
        now.recordsRead(),
        bytesPerSecond() / MEGA,
        left().map(time -> "about " + words(time) + " left").orElse("end not known yet"));
  }

  private ScanProgress last() {
    return marks.peekLast().progress();
  }

  private double perSecond(long amount) {
    long time = marks.peekLast().at() - marks.peekFirst().at();
    return time <= 0 ? 0 : (double) amount * SECOND / time;
  }

  private static String words(Duration time) {
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toSeconds() + " s";
  }
}
