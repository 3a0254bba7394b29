package io.strait.ops.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A bound held against the medians of a run of the benchmark.
 *
 * @param bound what was promised
 * @param codec of the data
 * @param batch of the data
 * @param strait Strait's median
 * @param other the other engine's median; NaN when the bound is about Strait's figure itself
 * @param value Strait's median over the other's, or Strait's itself
 */
public record Ratio(
    Bound bound, String codec, String batch, double strait, double other, double value) {
  private static final String STRAIT = "strait";

  /** Whether the bound is reached. */
  public boolean reached() {
    return bound.reached(value);
  }

  /** Every bound for which both medians are there. */
  public static List<Ratio> of(List<Bound> bounds, Results results) {
    List<Ratio> ratios = new ArrayList<>();
    for (Bound bound : bounds) {
      for (Result result : results.all()) {
        Subject subject = result.subject();
        if (subject.engine().equals(STRAIT) && bound.concerns(subject)) {
          add(ratios, bound, subject, results);
        }
      }
    }
    return ratios;
  }

  private static void add(List<Ratio> ratios, Bound bound, Subject subject, Results results) {
    OptionalDouble strait = results.median(subject, bound.figure());
    if (strait.isEmpty()) {
      return;
    }
    if (bound.against().equals(Bound.ITSELF)) {
      ratios.add(
          new Ratio(
              bound,
              subject.codec(),
              subject.batch(),
              strait.getAsDouble(),
              Double.NaN,
              strait.getAsDouble()));
      return;
    }
    OptionalDouble other = results.median(subject.of(bound.against()), bound.figure());
    if (other.isPresent()) {
      ratios.add(
          new Ratio(
              bound,
              subject.codec(),
              subject.batch(),
              strait.getAsDouble(),
              other.getAsDouble(),
              strait.getAsDouble() / other.getAsDouble()));
    }
  }
}
