package io.strait.ops.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * All runs of one subject.
 *
 * @param subject what they have in common
 * @param runs figures of each run that counts, in order
 * @param failures why others do not count
 */
public record Result(Subject subject, List<Map<String, Double>> runs, List<String> failures) {
  /** Every result of a report has these, whatever its cell measures. */
  static final List<String> ALWAYS =
      List.of("mb_per_s", "mirror_cpu_s_per_gib", "target_cpu_s_per_gib", "rss_mib");

  /** Median of each figure over the runs that have it. */
  public Map<String, Double> medians() {
    Map<String, List<Double>> byName = new LinkedHashMap<>();
    for (Map<String, Double> run : runs) {
      run.forEach((name, value) -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    byName.forEach((name, values) -> medians.put(name, Median.of(values)));
    return medians;
  }

  /** Median of one figure, if a run has it. */
  public OptionalDouble median(String figure) {
    Double median = medians().get(figure);
    return median == null ? OptionalDouble.empty() : OptionalDouble.of(median);
  }
}
