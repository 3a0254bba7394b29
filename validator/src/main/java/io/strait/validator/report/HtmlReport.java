package io.strait.validator.report;

import io.strait.validator.check.Verdict;
import io.strait.validator.records.ScanReport;
import io.strait.validator.session.Coverage;
import io.strait.validator.session.SessionReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All that a call of {@code strait verify} came to as one page that needs nothing else: no network,
 * no framework, and a content security policy that allows nothing but the page's own style and
 * script. Pure. Holds at most 48 bytes of a field, in hex, as every report.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * The page about records alone.
   *
   * @param tool name and version of what judged
   */
  static String of(SessionReport records, String tool) {
    String word = records.scan().verdict().word();
    int code = word.equals("passed") ? 0 : word.equals("failed") ? 3 : 4;
    return of(new VerifyReport("", Optional.of(records), List.of(), Optional.empty(), code, tool));
  }

  /** The whole page. */
  public static String of(VerifyReport report) {
    String style = Html.resource("report.css");
    String script = Html.resource("report.js");
    StringBuilder page = new StringBuilder(1 << 16);
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    page.append("style-src ").append(Html.hash(style));
    page.append("; script-src ").append(Html.hash(script)).append("\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(report.word()).append(": strait verify ");
    page.append(Html.text(report.pair()));
    page.append("</title>\n<style>").append(style).append("</style></head><body>\n");
    head(page, report);
    report.records().ifPresent(records -> records(page, records));
    HtmlBeyond.add(page, report.besides());
    report.performance().ifPresent(measured -> HtmlPerformance.add(page, measured));
    report.records().ifPresent(records -> notes(page, records));
    page.append("<script>").append(script).append("</script></body></html>\n");
    return page.toString();
  }

  private static void head(StringBuilder page, VerifyReport report) {
    String word = report.word();
    page.append("<h1><span class=\"badge ").append(word).append("\">").append(word);
    page.append("</span> strait verify ").append(Html.text(report.pair())).append("</h1>\n");
    page.append("<p>").append(Html.text(LastLine.of(report))).append("</p>\n");
    page.append("<div class=\"facts\">");
    report.records().ifPresent(records -> facts(page, report, records));
    fact(page, "Judged by", report.tool(), false);
    page.append("</div>\n");
  }

  private static void facts(StringBuilder page, VerifyReport report, SessionReport records) {
    ScanReport scan = records.scan();
    if (!report.besides().isEmpty()) {
      fact(page, "Verdict about records alone", scan.verdict().word(), true);
    }
    if (scan.verdict() instanceof Verdict.Inconclusive why) {
      fact(page, "Why", why.reason(), true);
    }
    if (scan.verdict() instanceof Verdict.Sampled sampled) {
      fact(page, "Sample", sampled.confidence(), true);
    }
    coverage(page, records.coverage());
    fact(page, "Mode", records.mode().word(), false);
    fact(page, "Asked for", records.selection(), false);
    fact(page, "Records", String.format(Locale.ROOT, "%,d", scan.records()), false);
    fact(page, "Behind", String.format(Locale.ROOT, "%,d offsets", scan.behind()), false);
    fact(page, "Began", scan.startedAt().toString(), false);
    fact(page, "Took", scan.duration().toMillis() / 1_000.0 + " s", false);
    fact(page, "Source cluster", records.sourceCluster(), false);
    fact(page, "Target cluster", records.targetCluster(), false);
    records.resumedFrom().ifPresent(at -> fact(page, "Goes on with the run of", at, false));
  }

  private static void coverage(StringBuilder page, Coverage coverage) {
    String text =
        String.format(
            Locale.ROOT,
            "%.2f %% of %,d source offsets are proved or explained; %,d divergent, %,d unproved",
            coverage.percent(),
            coverage.asked(),
            coverage.divergent(),
            coverage.unproved());
    fact(page, "Coverage", text, true);
    page.append("<div class=\"wide\">").append(HtmlBar.shares(coverage)).append("</div>");
  }

  private static void fact(StringBuilder page, String name, String value, boolean isWide) {
    page.append(isWide ? "<div class=\"wide\"><b>" : "<div><b>").append(Html.text(name));
    page.append("</b>").append(Html.text(value)).append("</div>");
  }

  private static void records(StringBuilder page, SessionReport records) {
    page.append("<h2>Map</h2>\n");
    HtmlMap.add(page, records.standings());
    HtmlFindings.add(page, records.scan());
    HtmlFindings.contracts(page, records.contracts());
  }

  private static void notes(StringBuilder page, SessionReport records) {
    list(page, "Notes", records.notes());
    list(page, "What mode " + records.mode().word() + " cannot see", SessionJson.blind(records));
  }

  private static void list(StringBuilder page, String title, List<String> items) {
    if (!items.isEmpty()) {
      page.append("<h2>").append(Html.text(title)).append("</h2>\n<ul>");
      items.forEach(item -> page.append("<li>").append(Html.text(item)).append("</li>\n"));
      page.append("</ul>\n");
    }
  }
}
