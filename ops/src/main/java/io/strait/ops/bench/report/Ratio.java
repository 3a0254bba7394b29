package io.strait.ops.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A bound held against the medians of a run of the benchmark.
 *
 * @param bound what was promised
 * @param codec of the data; the bound's own where nothing was measured
 * @param batch of the data; the bound's own where nothing was measured
 * @param strait Strait's median
 * @param other the other engine's median; empty when the bound is about Strait's figure itself
 */
public record Ratio(
    Bound bound, String codec, String batch, OptionalDouble strait, OptionalDouble other) {
  private static final String STRAIT = "strait";

  /** Strait's median over the other's, or Strait's itself; empty where a median is missing. */
  public OptionalDouble value() {
    if (strait.isEmpty() || bound.isAboutItself()) {
      return strait;
    }
    return other.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(strait.getAsDouble() / other.getAsDouble());
  }

  /** Whether the bound is reached, if that can be told. */
  public Reach reach() {
    OptionalDouble value = value();
    if (value.isEmpty() || Double.isNaN(value.getAsDouble())) {
      return Reach.NO_DATA;
    }
    return bound.reached(value.getAsDouble()) ? Reach.REACHED : Reach.MISSED;
  }

  /** Every bound, once for each kind of data on which Strait ran, and once where it ran on none. */
  public static List<Ratio> of(List<Bound> bounds, Results results) {
    List<Ratio> ratios = new ArrayList<>();
    for (Bound bound : bounds) {
      List<Ratio> found =
          results.all().stream()
              .map(Result::subject)
              .filter(subject -> subject.engine().equals(STRAIT) && bound.concerns(subject))
              .map(subject -> of(bound, subject, results))
              .toList();
      ratios.addAll(found.isEmpty() ? List.of(unmeasured(bound)) : found);
    }
    return ratios;
  }

  private static Ratio of(Bound bound, Subject subject, Results results) {
    OptionalDouble other =
        bound.isAboutItself()
            ? OptionalDouble.empty()
            : results.median(subject.of(bound.against()), bound.figure());
    return new Ratio(
        bound, subject.codec(), subject.batch(), results.median(subject, bound.figure()), other);
  }

  private static Ratio unmeasured(Bound bound) {
    return new Ratio(
        bound, bound.codec(), bound.batch(), OptionalDouble.empty(), OptionalDouble.empty());
  }
}
