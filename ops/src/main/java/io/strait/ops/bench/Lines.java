package io.strait.ops.bench;

import io.strait.ops.bench.report.Subject;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is said about a run while the benchmark goes on. */
final class Lines {
  private static final int FIGURES = 6;

  private Lines() {}

  static String run(Subject subject, int round, Map<String, Double> figures) {
    return head(subject, round)
        + figures.entrySet().stream()
            .limit(FIGURES)
            .map(f -> f.getKey() + " " + String.format(Locale.ROOT, "%.2f", f.getValue()))
            .collect(Collectors.joining("  "));
  }

  static String failure(Subject subject, int round, String reason) {
    return head(subject, round) + "does not count: " + reason;
  }

  private static String head(Subject subject, int round) {
    return "%-10s round %d  %-11s %-4s %-4s  "
        .formatted(subject.cell(), round, subject.engine(), subject.codec(), subject.batch());
  }
}
