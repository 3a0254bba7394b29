package io.strait.validator.performance;

import io.strait.validator.performance.Measure.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * How the target carries a load, compared with the source.
 *
 * <p>Medians and throughput decide: {@code failed} where one of them exceeds the bound in every
 * round, {@code inconclusive} where one does in some. The 99th percentiles fail it as well where
 * they exceed the bound in every round, but short rounds scatter them too much for more.
 *
 * @param verdict {@code passed}, {@code failed} or {@code inconclusive}
 * @param reason why it is not {@code passed}; empty if it is
 * @param bound on the ratios, where one was given
 * @param rounds how many were counted
 * @param records of both sides together
 * @param measures in a stable order
 */
public record PerformanceReport(
    String verdict,
    String reason,
    OptionalDouble bound,
    int rounds,
    long records,
    List<Measure> measures) {
  /** Keeps a copy. */
  public PerformanceReport {
    measures = List.copyOf(measures);
  }

  /** Judges pairs of rounds. */
  static PerformanceReport of(
      List<RoundFigures> source, List<RoundFigures> target, OptionalDouble bound) {
    List<RoundFigures> here = new ArrayList<>();
    List<RoundFigures> there = new ArrayList<>();
    for (int i = 0; i < Math.min(source.size(), target.size()); i++) {
      if (source.get(i).isSound() && target.get(i).isSound()) {
        here.add(source.get(i));
        there.add(target.get(i));
      }
    }
    long records =
        here.stream().mapToLong(RoundFigures::records).sum()
            + there.stream().mapToLong(RoundFigures::records).sum();
    if (here.isEmpty()) {
      return new PerformanceReport(
          "inconclusive", unsound(source, target), bound, 0, records, List.of());
    }
    List<Measure> measures = measures(here, there, bound.orElse(Double.NaN));
    String failed = names(measures, Judgement.SLOWER, true);
    String noisy = names(measures, Judgement.NOISY, false);
    int lost = source.size() - here.size();
    if (!failed.isEmpty()) {
      return new PerformanceReport(
          "failed", "slower in every round: " + failed, bound, here.size(), records, measures);
    }
    if (!noisy.isEmpty() || lost > 0) {
      String why =
          noisy.isEmpty()
              ? lost + " of " + source.size() + " rounds lost records"
              : "rounds disagree about the bound: " + noisy + "; run more or longer rounds";
      return new PerformanceReport("inconclusive", why, bound, here.size(), records, measures);
    }
    return new PerformanceReport("passed", "", bound, here.size(), records, measures);
  }

  private static String unsound(List<RoundFigures> source, List<RoundFigures> target) {
    long failed =
        source.stream().mapToLong(RoundFigures::failed).sum()
            + target.stream().mapToLong(RoundFigures::failed).sum();
    long unread =
        source.stream().mapToLong(RoundFigures::unread).sum()
            + target.stream().mapToLong(RoundFigures::unread).sum();
    return "no round was sound on both sides: "
        + failed
        + " records were refused, "
        + unread
        + " were not read back within 10 s";
  }

  private static List<Measure> measures(
      List<RoundFigures> here, List<RoundFigures> there, double bound) {
    return List.of(
        measure("produce_p50_us", here, there, RoundFigures::produceP50, false, bound),
        measure("produce_p99_us", here, there, RoundFigures::produceP99, false, bound),
        measure("end_to_end_p50_us", here, there, RoundFigures::endToEndP50, false, bound),
        measure("end_to_end_p99_us", here, there, RoundFigures::endToEndP99, false, bound),
        measure("bytes_per_second", here, there, RoundFigures::bytesPerSecond, true, bound));
  }

  private static Measure measure(
      String name,
      List<RoundFigures> here,
      List<RoundFigures> there,
      ToDoubleFunction<RoundFigures> figure,
      boolean more,
      double bound) {
    return Measure.of(
        name,
        here.stream().map(figure::applyAsDouble).toList(),
        there.stream().map(figure::applyAsDouble).toList(),
        more,
        bound);
  }

  private static String names(List<Measure> measures, Judgement judgement, boolean tails) {
    return measures.stream()
        .filter(one -> one.judgement() == judgement)
        .map(Measure::name)
        .filter(name -> tails || !name.contains("p99"))
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }
}
