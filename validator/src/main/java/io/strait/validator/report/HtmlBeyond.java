package io.strait.validator.report;

import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import io.strait.validator.explain.FindingGuide;
import java.util.List;
import java.util.Locale;

/** What a page says of groups and metadata: a row for each aspect, then what was found. Pure. */
final class HtmlBeyond {
  private static final int MOST_FINDINGS = 500;
  private static final int MOST_SENTENCES = 50;

  private HtmlBeyond() {}

  static void add(StringBuilder page, List<ResourceReport> reports) {
    if (reports.isEmpty()) {
      return;
    }
    page.append("<h2>Groups and metadata</h2>\n<div class=\"scroll\"><table>");
    page.append("<tr><th>Aspect</th><th>Verdict</th><th>Compared</th><th>Differ</th>");
    page.append("<th>Explained</th><th>Not judged</th></tr>\n");
    reports.forEach(report -> overview(page, report));
    page.append("</table></div>\n");
    reports.forEach(report -> details(page, report));
  }

  private static void overview(StringBuilder page, ResourceReport report) {
    page.append("<tr><td>").append(ResourceText.title(report.aspect())).append("</td><td>");
    page.append("<span class=\"badge ").append(report.word()).append("\">");
    page.append(report.word()).append("</span></td>");
    long gaps = report.unread().size() + report.open().size() - report.differences();
    for (long count :
        new long[] {report.compared(), report.differences(), report.explained(), gaps}) {
      page.append("<td class=\"n\">").append(String.format(Locale.ROOT, "%,d", count));
      page.append("</td>");
    }
    page.append("</tr>\n");
  }

  private static void details(StringBuilder page, ResourceReport report) {
    if (report.findings().isEmpty() && report.unread().isEmpty() && report.notes().isEmpty()) {
      return;
    }
    page.append("<h3>").append(ResourceText.title(report.aspect())).append("</h3>\n");
    sentences(page, "Not judged", report.unread());
    findings(page, report);
    sentences(page, "Notes", report.notes());
  }

  private static void findings(StringBuilder page, ResourceReport report) {
    List<ResourceFinding> all = ResourceText.ordered(report);
    if (all.isEmpty()) {
      return;
    }
    page.append("<div class=\"scroll\"><table><tr><th>Code</th><th>What</th><th>Source</th>");
    page.append("<th>Target</th><th>Moved</th><th>Evidence</th></tr>\n");
    all.stream().limit(MOST_FINDINGS).forEach(finding -> finding(page, finding));
    page.append("</table></div>\n");
    if (all.size() > MOST_FINDINGS) {
      page.append("<p class=\"dim\">The first ").append(MOST_FINDINGS).append(" of ");
      page.append(String.format(Locale.ROOT, "%,d", all.size()));
      page.append("; the JSON report holds more.</p>\n");
    }
  }

  private static void finding(StringBuilder page, ResourceFinding finding) {
    page.append("<tr><td class=\"n\" title=\"");
    page.append(Html.text(FindingGuide.of(finding.code()).summary())).append("\">");
    page.append(finding.code()).append("</td><td class=\"v\">");
    page.append(Html.text(finding.resource() + " " + finding.field()).strip());
    page.append("</td><td class=\"v\">").append(Html.text(finding.source().orElse("nothing")));
    page.append("</td><td class=\"v\">").append(Html.text(finding.target().orElse("nothing")));
    page.append("</td><td>").append(finding.who() == Moved.UNKNOWN ? "–" : finding.who().word());
    page.append("</td><td class=\"w\">").append(Html.text(finding.evidence()));
    finding
        .explanation()
        .ifPresent(cause -> page.append("<br><b>Explained:</b> ").append(Html.text(cause)));
    page.append("</td></tr>\n");
  }

  private static void sentences(StringBuilder page, String title, List<String> sentences) {
    if (sentences.isEmpty()) {
      return;
    }
    page.append("<p class=\"dim\">").append(title).append("</p>\n<ul>");
    sentences.stream()
        .limit(MOST_SENTENCES)
        .forEach(one -> page.append("<li>").append(Html.text(one)).append("</li>\n"));
    if (sentences.size() > MOST_SENTENCES) {
      page.append("<li>and ").append(sentences.size() - MOST_SENTENCES).append(" more</li>\n");
    }
    page.append("</ul>\n");
  }
}
