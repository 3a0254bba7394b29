package io.strait.ops.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report for people at a terminal. */
public final class ReportText {
  private ReportText() {}

  /** Several lines. */
  public static String of(BenchReport report) {
    StringBuilder text = new StringBuilder();
    if (report.quick()) {
      text.append("QUICK RUN: little data and few runs; take the order of magnitude, no more.\n");
    }
    report.results().stream()
        .map(result -> result.subject().cell())
        .distinct()
        .forEach(cell -> cell(text, cell, report.results()));
    ratios(text, report.ratios());
    return text.toString();
  }

  private static void cell(StringBuilder text, String cell, List<Result> results) {
    text.append('\n').append(cell).append(" (medians)\n");
    for (Result result : results) {
      Subject subject = result.subject();
      if (subject.cell().equals(cell)) {
        text.append(
            "  %-12s %-5s %-5s %s%n"
                .formatted(subject.engine(), subject.codec(), subject.batch(), figures(result)));
        result
            .failures()
            .forEach(why -> text.append("      does not count: ").append(why).append('\n'));
      }
    }
  }

  private static String figures(Result result) {
    Map<String, Double> medians = result.medians();
    return medians.entrySet().stream()
            .map(figure -> figure.getKey() + " " + number(figure.getValue()))
            .collect(Collectors.joining(", "))
        + " (runs: "
        + result.runs().size()
        + ")";
  }

  private static void ratios(StringBuilder text, List<Ratio> ratios) {
    if (ratios.isEmpty()) {
      return;
    }
    text.append("\nagainst the bounds\n");
    for (Ratio ratio : ratios) {
      Bound bound = ratio.bound();
      String other =
          bound.against().equals(Bound.ITSELF)
              ? ""
              : " = " + number(ratio.strait()) + " / " + number(ratio.other());
      text.append(
          "  %-11s %-44s %-5s %-5s %-11s %s (%s %s)%s%n"
              .formatted(
                  ratio.reached() ? "reached" : "NOT REACHED",
                  bound.work(),
                  ratio.codec(),
                  ratio.batch(),
                  bound.against(),
                  number(ratio.value()),
                  bound.sense() == Bound.Sense.AT_LEAST ? "at least" : "at most",
                  number(bound.limit()),
                  other));
    }
  }

  /** Three digits that count. */
  static String number(double value) {
    double size = Math.abs(value);
    int digits = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
