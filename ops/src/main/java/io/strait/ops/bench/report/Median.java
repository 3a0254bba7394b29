package io.strait.ops.bench.report;

import java.util.Collection;

/** The middle of some figures. */
final class Median {
  private Median() {}

  /** The middle one, or the mean of the two in the middle. */
  static double of(Collection<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("nothing has no median");
    }
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
