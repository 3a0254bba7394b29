package io.strait.validator.report;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.Stretch.State;
import io.strait.validator.check.Verdict;
import io.strait.validator.explain.FindingGuide;
import io.strait.validator.records.ScanReport;
import io.strait.validator.session.Coverage;
import io.strait.validator.session.SessionReport;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * A run of {@code strait verify} as one page that needs nothing else: no network, no framework, and
 * a content security policy that allows nothing but the page's own style and script. Pure. Holds at
 * most 48 bytes of a field, in hex, as every report.
 */
public final class HtmlReport {
  private static final int MOST_CONTRACTS = 200;

  private HtmlReport() {}

  /**
   * The whole page.
   *
   * @param tool name and version of what judged
   */
  public static String of(SessionReport report, String tool) {
    String style = Html.resource("report.css");
    String script = Html.resource("report.js");
    StringBuilder page = new StringBuilder(1 << 16);
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    page.append("style-src ").append(Html.hash(style));
    page.append("; script-src ").append(Html.hash(script)).append("\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(report.scan().verdict().word()).append(": strait verify");
    page.append("</title>\n<style>").append(style).append("</style></head><body>\n");
    head(page, report, tool);
    map(page, report);
    findings(page, report.scan());
    contracts(page, report.contracts());
    list(page, "Notes", report.notes());
    list(page, "What mode " + report.mode().word() + " cannot see", SessionJson.blind(report));
    page.append("<script>").append(script).append("</script></body></html>\n");
    return page.toString();
  }

  private static void head(StringBuilder page, SessionReport report, String tool) {
    ScanReport scan = report.scan();
    String word = scan.verdict().word();
    page.append("<h1><span class=\"badge ").append(word).append("\">").append(word);
    page.append("</span> strait verify</h1>\n<div class=\"facts\">");
    if (scan.verdict() instanceof Verdict.Inconclusive why) {
      fact(page, "Why", why.reason(), true);
    }
    if (scan.verdict() instanceof Verdict.Sampled sampled) {
      fact(page, "Sample", sampled.confidence(), true);
    }
    Coverage coverage = report.coverage();
    fact(
        page,
        "Coverage",
        String.format(
            Locale.ROOT,
            "%.2f %% of %,d source offsets are proved or explained; %,d divergent, %,d unproved",
            coverage.percent(),
            coverage.asked(),
            coverage.divergent(),
            coverage.unproved()),
        true);
    page.append("<div class=\"wide\">").append(HtmlMap.shares(coverage)).append("</div>");
    fact(page, "Mode", report.mode().word(), false);
    fact(page, "Asked for", report.selection(), false);
    fact(page, "Records", String.format(Locale.ROOT, "%,d", scan.records()), false);
    fact(page, "Behind", String.format(Locale.ROOT, "%,d offsets", scan.behind()), false);
    fact(page, "Began", scan.startedAt().toString(), false);
    fact(page, "Took", scan.duration().toMillis() / 1_000.0 + " s", false);
    fact(page, "Source cluster", report.sourceCluster(), false);
    fact(page, "Target cluster", report.targetCluster(), false);
    report.resumedFrom().ifPresent(at -> fact(page, "Goes on with the run of", at, false));
    fact(page, "Judged by", tool, false);
    page.append("</div>\n");
  }

  private static void fact(StringBuilder page, String name, String value, boolean isWide) {
    page.append(isWide ? "<div class=\"wide\"><b>" : "<div><b>").append(Html.text(name));
    page.append("</b>").append(Html.text(value)).append("</div>");
  }

  private static void map(StringBuilder page, SessionReport report) {
    page.append("<h2>Map</h2>\n");
    if (report.standings().isEmpty()) {
      page.append("<p>There was no partition to judge.</p>\n");
      return;
    }
    page.append("<p class=\"dim\">Source offsets from left to right");
    for (State state : State.values()) {
      String word = state.name().toLowerCase(Locale.ROOT);
      page.append(" <span class=\"legend\"><span class=\"key ").append(word);
      page.append("\"></span>").append(word).append("</span>");
    }
    page.append("</p>\n<div class=\"filters\" hidden>");
    page.append("<input id=\"topic-name\" type=\"search\" placeholder=\"topic\"");
    page.append(" aria-label=\"topic\"><select id=\"topic-state\" aria-label=\"state\">");
    page.append("<option value=\"\">any state</option>");
    for (State state : EnumSet.of(State.DIVERGENT, State.UNPROVED, State.EXPLAINED)) {
      String word = state.name().toLowerCase(Locale.ROOT);
      page.append("<option value=\"").append(word).append("\">with ").append(word);
      page.append("</option>");
    }
    page.append("</select><span class=\"dim\" id=\"topic-count\"></span></div>\n");
    page.append(HtmlMap.of(report.standings()));
  }

  private static void findings(StringBuilder page, ScanReport scan) {
    page.append("<h2>Findings</h2>\n");
    if (scan.findings().isEmpty()) {
      page.append("<p>None.</p>\n");
      return;
    }
    page.append("<p>").append(Html.text(scan.counts().byCode().toString()));
    page.append(" <span class=\"dim\">counts are exact; below is a sample of ");
    page.append(scan.findings().size()).append(". ‘strait explain CODE’ tells more.</span></p>\n");
    filters(page, scan.findings());
    page.append("<div class=\"scroll\"><table><tr><th>Code</th><th>Place</th><th>Parts at</th>");
    page.append("<th>Source</th><th>Target</th><th>Evidence</th></tr>\n");
    scan.findings().forEach(finding -> finding(page, finding));
    page.append("</table></div>\n");
  }

  private static void filters(StringBuilder page, List<Finding> findings) {
    Set<FindingCode> codes = EnumSet.noneOf(FindingCode.class);
    findings.forEach(finding -> codes.add(finding.code()));
    page.append("<div class=\"filters\" hidden><select id=\"finding-code\" aria-label=\"code\">");
    page.append("<option value=\"\">any code</option>");
    codes.forEach(code -> page.append("<option>").append(code).append("</option>"));
    page.append("</select><input id=\"finding-text\" type=\"search\" placeholder=\"text\"");
    page.append(" aria-label=\"text\"><span class=\"dim\" id=\"finding-count\"></span></div>\n");
  }

  private static void finding(StringBuilder page, Finding finding) {
    page.append("<tr class=\"finding\" data-code=\"")
        .append(finding.code())
        .append("\"><td class=");
    page.append("\"n\" title=\"").append(Html.text(FindingGuide.of(finding.code()).summary()));
    page.append("\">").append(finding.code()).append("</td><td class=\"n\">");
    page.append(Html.text(finding.topic().source())).append('-').append(finding.partition());
    page.append("</td><td class=\"n\">").append(finding.divergesAt()).append("</td>");
    offset(page, finding.sourceOffset());
    offset(page, finding.targetOffset());
    page.append("<td class=\"w\">").append(Html.text(finding.evidence()));
    finding
        .explanation()
        .ifPresent(cause -> page.append("<br><b>Explained:</b> ").append(Html.text(cause)));
    page.append("</td></tr>\n");
  }

  private static void offset(StringBuilder page, OptionalLong offset) {
    page.append("<td class=\"n\">");
    page.append(offset.isPresent() ? Long.toString(offset.getAsLong()) : "–").append("</td>");
  }

  private static void contracts(StringBuilder page, Map<String, String> contracts) {
    if (contracts.isEmpty()) {
      return;
    }
    page.append("<details><summary>What the copies were declared to be (");
    page.append(contracts.size()).append(")</summary><table>\n");
    new TreeMap<>(contracts)
        .entrySet().stream()
            .limit(MOST_CONTRACTS)
            .forEach(
                entry ->
                    page.append("<tr><td class=\"n\">")
                        .append(Html.text(entry.getKey()))
                        .append("</td><td class=\"w\">")
                        .append(Html.text(entry.getValue()))
                        .append("</td></tr>\n"));
    page.append("</table></details>\n");
  }

  private static void list(StringBuilder page, String title, List<String> items) {
    if (!items.isEmpty()) {
      page.append("<h2>").append(Html.text(title)).append("</h2>\n<ul>");
      items.forEach(item -> page.append("<li>").append(Html.text(item)).append("</li>\n"));
      page.append("</ul>\n");
    }
  }
}
