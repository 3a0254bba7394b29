package io.strait.validator.report;

import io.strait.validator.performance.Measure;
import io.strait.validator.performance.PerformanceReport;
import java.util.Locale;
import java.util.OptionalDouble;

/** What a page says of how both sides carry a load: figures, ratios and their spread. Pure. */
final class HtmlPerformance {
  private static final int WIDTH = 1_000;
  private static final double MILLIS = 1_000;
  private static final double MEGA = 1_000_000;

  private HtmlPerformance() {}

  static void add(StringBuilder page, PerformanceReport report) {
    page.append("<h2>Performance</h2>\n<p><span class=\"badge ").append(report.verdict());
    page.append("\">").append(report.verdict()).append("</span> ");
    page.append(Html.text(report.reason())).append("</p>\n<p class=\"dim\">");
    page.append(
        String.format(
            Locale.ROOT,
            "%d rounds on either side, %,d records; %s. Times: how many times as slow the target"
                + " is, median over the rounds; the line spans all rounds%s.",
            report.rounds(),
            report.records(),
            report.bound().isPresent()
                ? String.format(
                    Locale.ROOT, "at most %.2f times is allowed", report.bound().getAsDouble())
                : "no bound was given",
            report.bound().isPresent() ? ", the tall mark is the bound" : ""));
    page.append("</p>\n<div class=\"scroll\"><table><tr><th>Measure</th><th>Source</th>");
    page.append("<th>Target</th><th>Times</th><th>Spread</th><th></th><th>Bound</th></tr>\n");
    double most = most(report);
    report.measures().forEach(one -> measure(page, one, report.bound(), most));
    page.append("</table></div>\n");
  }

  private static double most(PerformanceReport report) {
    double most = report.bound().orElse(1);
    for (Measure one : report.measures()) {
      most = Math.max(most, one.highest());
    }
    return 1.1 * Math.max(1, most);
  }

  private static void measure(StringBuilder page, Measure one, OptionalDouble bound, double most) {
    page.append("<tr><td>").append(Html.text(name(one))).append("</td><td class=\"n\">");
    page.append(figure(one, one.source())).append("</td><td class=\"n\">");
    page.append(figure(one, one.target())).append("</td><td class=\"n\"><b>");
    page.append(String.format(Locale.ROOT, "%.2f", one.ratio()))
        .append("</b></td><td class=\"n\">");
    page.append(String.format(Locale.ROOT, "%.2f to %.2f", one.lowest(), one.highest()));
    page.append("</td><td class=\"spread\">").append(spread(one, bound, most)).append("</td><td>");
    page.append(judgement(one)).append("</td></tr>\n");
  }

  private static String name(Measure one) {
    return switch (one.name()) {
      case "produce_p50_us" -> "all replicas in sync have it, median";
      case "produce_p99_us" -> "all replicas in sync have it, 99 %";
      case "end_to_end_p50_us" -> "a waiting reader has it, median";
      case "end_to_end_p99_us" -> "a waiting reader has it, 99 %";
      case "bytes_per_second" -> "throughput";
      default -> one.name();
    };
  }

  private static String figure(Measure one, double value) {
    return one.name().endsWith("_us")
        ? String.format(Locale.ROOT, "%,.2f ms", value / MILLIS)
        : String.format(Locale.ROOT, "%,.2f MB/s", value / MEGA);
  }

  private static String judgement(Measure one) {
    return switch (one.judgement()) {
      case WITHIN -> "within";
      case SLOWER -> "slower in every round";
      case NOISY -> "rounds disagree";
      case UNBOUNDED -> "none";
    };
  }

  private static String spread(Measure one, OptionalDouble bound, double most) {
    long from = place(one.lowest(), most);
    long to = place(one.highest(), most);
    StringBuilder bar =
        new StringBuilder(
            "<svg class=\"bar\" viewBox=\"0 0 1000 16\" preserveAspectRatio=\"none\"");
    bar.append(" role=\"img\" aria-label=\"").append(judgement(one)).append("\">");
    rect(bar, "line", from, Math.max(4, to - from), 7, 2);
    rect(bar, "median", place(one.ratio(), most) - 4, 8, 3, 10);
    bound.ifPresent(limit -> rect(bar, "bound", place(limit, most) - 2, 4, 0, 16));
    return bar.append("</svg>").toString();
  }

  private static long place(double ratio, double most) {
    return Math.round(Math.min(1, Math.max(0, ratio / most)) * WIDTH);
  }

  private static void rect(StringBuilder bar, String kind, long x, long width, int y, int height) {
    bar.append("<rect class=\"").append(kind).append("\" x=\"").append(Math.max(0, x));
    bar.append("\" width=\"").append(width).append("\" y=\"").append(y);
    bar.append("\" height=\"").append(height).append("\"/>");
  }
}
