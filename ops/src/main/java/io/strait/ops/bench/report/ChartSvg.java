package io.strait.ops.bench.report;

import java.util.List;
import java.util.Map;

/** Draws a chart: a bar for each median, a dot for each run. */
final class ChartSvg {
  private static final int LABELS = 190;
  private static final int BARS = 520;
  private static final int NUMBERS = 90;
  private static final int LINE = 20;
  private static final int BAR = 13;
  private static final int GAP = 8;

  private ChartSvg() {}

  static String of(Chart chart, List<Result> shown) {
    double most =
        shown.stream().mapToDouble(result -> highest(result, chart.figure())).max().orElse(1);
    StringBuilder bars = new StringBuilder();
    int y = 0;
    String group = "";
    for (Result result : shown) {
      String next = result.subject().codec() + "/" + result.subject().batch();
      y += next.equals(group) || group.isEmpty() ? 0 : GAP;
      group = next;
      bar(bars, chart, result, y, most <= 0 ? 1 : most);
      y += LINE;
    }
    return ("<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">"
            + "%n%s</svg>%n")
        .formatted(
            Html.escaped(chart.title()),
            LABELS + BARS + NUMBERS,
            y,
            LABELS + BARS + NUMBERS,
            y,
            bars);
  }

  private static double highest(Result result, String figure) {
    return result.runs().stream().mapToDouble(run -> run.getOrDefault(figure, 0.0)).max().orElse(0);
  }

  private static void bar(StringBuilder out, Chart chart, Result result, int y, double most) {
    Subject subject = result.subject();
    double median = result.median(chart.figure()).orElseThrow();
    int width = (int) Math.round(Math.max(0, median) / most * BARS);
    int text = y + BAR - 2;
    out.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
            .formatted(
                LABELS - 8,
                text,
                Html.escaped(subject.codec() + " " + subject.batch() + "  " + subject.engine())));
    out.append(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n"
            .formatted(subject.engine(), LABELS, y, Math.max(1, width), BAR));
    for (Map<String, Double> run : result.runs()) {
      Double value = run.get(chart.figure());
      if (value != null) {
        out.append(
            "<circle cx=\"%d\" cy=\"%d\" r=\"2.5\"/>%n"
                .formatted(
                    LABELS + (int) Math.round(Math.max(0, value) / most * BARS), y + BAR / 2));
      }
    }
    out.append(
        "<text x=\"%d\" y=\"%d\">%s</text>%n"
            .formatted(LABELS + BARS + 10, text, ReportText.number(median)));
  }
}
