package io.strait.validator.performance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One figure of both sides over all rounds.
 *
 * @param name {@code produce_p50_us}, {@code produce_p99_us}, {@code end_to_end_p50_us}, {@code
 *     end_to_end_p99_us} or {@code bytes_per_second}
 * @param source median over the rounds
 * @param target median over the rounds
 * @param ratio how many times as slow the target is, median over the rounds: of times target by
 *     source, of throughput source by target
 * @param lowest of the rounds
 * @param highest of the rounds
 * @param judgement about the bound
 */
public record Measure(
    String name,
    double source,
    double target,
    double ratio,
    double lowest,
    double highest,
    Judgement judgement) {
  /** How the rounds stand to the bound. */
  public enum Judgement {
    /** All rounds are within it. */
    WITHIN,
    /** All rounds exceed it. */
    SLOWER,
    /** Some exceed it, some do not. */
    NOISY,
    /** There is no bound. */
    UNBOUNDED
  }

  static Measure of(
      String name, List<Double> source, List<Double> target, boolean more, double bound) {
    double[] ratios = new double[source.size()];
    for (int i = 0; i < ratios.length; i++) {
      double here = Math.max(source.get(i), 1e-9);
      double there = Math.max(target.get(i), 1e-9);
      ratios[i] = more ? here / there : there / here;
    }
    Arrays.sort(ratios);
    long exceeding = Arrays.stream(ratios).filter(ratio -> ratio > bound).count();
    Judgement judgement =
        Double.isNaN(bound)
            ? Judgement.UNBOUNDED
            : exceeding == 0
                ? Judgement.WITHIN
                : exceeding == ratios.length ? Judgement.SLOWER : Judgement.NOISY;
    return new Measure(
        name,
        median(source),
        median(target),
        median(Arrays.stream(ratios).boxed().toList()),
        ratios[0],
        ratios[ratios.length - 1],
        judgement);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
