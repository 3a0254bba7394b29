package io.strait.ops.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report as a page: bars, the table of bounds, the setting. One file, no scripts, no fetches.
 */
public final class ReportPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>strait bench mirror</title>
      <style>
      :root { color-scheme: light dark; --ink: #1c2430; --paper: #ffffff; --faint: #d5dae1 }
      @media (prefers-color-scheme: dark) { :root { --ink: #e3e8ef; --paper: #12161c; --faint: #39424e } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
             max-width: 860px; margin: 2rem auto; padding: 0 1rem }
      h1 { font-size: 1.5rem } h2 { font-size: 1.05rem; margin: 2rem 0 .4rem }
      svg { max-width: 100%; height: auto } svg text { font: 12px system-ui, sans-serif; fill: var(--ink) }
      circle { fill: none; stroke: var(--ink) }
      .strait { fill: #1b7f6b } .mm2-tuned { fill: #c8803a } .mm2-default { fill: #a2522c }
      .loop { fill: #5b76b8 } .relay { fill: #8a8f98 }
      table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .2rem .6rem .2rem 0;
              border-bottom: 1px solid var(--faint) } td.n { text-align: right; font-variant-numeric: tabular-nums }
      .no { font-weight: 700 }
      </style></head><body>
      <h1>Strait beside MirrorMaker 2 and a plain loop</h1>
      """;

  private ReportPage() {}

  /** The whole page. */
  public static String of(BenchReport report) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<p>One run, same clusters, same data, engines in turn. ")
        .append("Bars are medians, circles single runs.");
    if (report.quick()) {
      page.append(" <b>Quick run: little data, few runs; take the order of magnitude only.</b>");
    }
    page.append("</p>\n");
    for (Chart chart : Chart.all()) {
      List<Result> shown = chart.shown(report.results());
      if (!shown.isEmpty()) {
        page.append("<h2>").append(Html.escaped(chart.title())).append("</h2>\n");
        page.append(ChartSvg.of(chart, shown));
      }
    }
    bounds(page, report.ratios());
    failures(page, report.results());
    unmeasured(page, report.unmeasured());
    setting(page, report.setting());
    return page.append("</body></html>\n").toString();
  }

  private static void bounds(StringBuilder page, List<Ratio> ratios) {
    page.append(
            "<h2>Against the bounds</h2>\n<table><tr><th>work</th><th>data</th><th>against</th>")
        .append("<th>Strait</th><th>other</th><th>value</th><th>bound</th><th></th></tr>\n");
    for (Ratio ratio : ratios) {
      Bound bound = ratio.bound();
      page.append("<tr>");
      cell(page, "", bound.work());
      cell(page, "", ratio.codec() + " " + ratio.batch());
      cell(page, "", bound.against());
      cell(page, "n", ReportText.number(ratio.strait()));
      cell(page, "n", bound.isAboutItself() ? "" : ReportText.number(ratio.other()));
      cell(page, "n", ReportText.number(ratio.value()));
      cell(
          page,
          "n",
          (bound.sense() == Bound.Sense.AT_LEAST ? "\u2265 " : "\u2264 ")
              + ReportText.number(bound.limit()));
      cell(
          page,
          ratio.reach() == Reach.MISSED ? "no" : "",
          ReportText.words(ratio.reach()).toLowerCase(Locale.ROOT));
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private static void failures(StringBuilder page, List<Result> results) {
    if (results.stream().allMatch(result -> result.failures().isEmpty())) {
      return;
    }
    page.append("<h2>Runs that do not count</h2>\n<ul>\n");
    for (Result result : results) {
      for (String failure : result.failures()) {
        page.append("<li>")
            .append(Html.escaped(result.subject().cell() + " " + result.subject().engine() + ": "))
            .append(Html.escaped(failure))
            .append("</li>\n");
      }
    }
    page.append("</ul>\n");
  }

  private static void unmeasured(StringBuilder page, List<Unmeasured> unmeasured) {
    if (unmeasured.isEmpty()) {
      return;
    }
    page.append("<h2>Not measured</h2>\n<ul>\n");
    for (Unmeasured one : unmeasured) {
      Subject subject = one.subject();
      page.append("<li>")
          .append(
              Html.escaped(
                  String.join(
                      " ", subject.cell(), subject.engine(), subject.codec(), subject.batch())))
          .append(", round ")
          .append(one.round())
          .append(": ")
          .append(Html.escaped(one.reason()))
          .append("</li>\n");
    }
    page.append("</ul>\n");
  }

  private static void setting(StringBuilder page, Map<String, String> setting) {
    page.append("<h2>Setting</h2>\n<table>\n");
    setting.forEach(
        (name, value) -> {
          page.append("<tr>");
          cell(page, "", name);
          cell(page, "", value);
          page.append("</tr>\n");
        });
    page.append("</table>\n");
  }

  private static void cell(StringBuilder page, String style, String text) {
    page.append("<td class=\"")
        .append(style)
        .append("\">")
        .append(Html.escaped(text))
        .append("</td>");
  }
}
