package io.strait.replicator.mirror.jmx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** What was measured within the last minute, as MirrorMaker 2 keeps it. One thread. */
final class Samples {
  private static final long WINDOW_MILLIS = 60_000;

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long atMillis, double value) {}

  void add(long atMillis, double value) {
    samples.addLast(new Sample(atMillis, value));
    while (samples.getFirst().atMillis() < atMillis - WINDOW_MILLIS) {
      samples.removeFirst();
    }
  }

  double last() {
    return samples.isEmpty() ? Double.NaN : samples.getLast().value();
  }

  double min() {
    return orNone(values().min());
  }

  double max() {
    return orNone(values().max());
  }

  double average() {
    return orNone(values().average());
  }

  /** Of something that only grows: how much of it a second. */
  double perSecond() {
    if (samples.size() < 2) {
      return 0;
    }
    double seconds = (samples.getLast().atMillis() - samples.getFirst().atMillis()) / 1_000.0;
    double grown = samples.getLast().value() - samples.getFirst().value();
    return seconds <= 0 ? 0 : Math.max(0, grown) / seconds;
  }

  private DoubleStream values() {
    return samples.stream().mapToDouble(Sample::value);
  }

  private static double orNone(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }
}
