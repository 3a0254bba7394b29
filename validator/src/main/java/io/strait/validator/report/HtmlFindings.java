package io.strait.validator.report;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.explain.FindingGuide;
import io.strait.validator.records.ScanReport;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What a page says of differences between records, and of what was declared. Pure. */
final class HtmlFindings {
  private static final int MOST_CONTRACTS = 200;

  private HtmlFindings() {}

  static void add(StringBuilder page, ScanReport scan) {
    page.append("<h2>Findings</h2>\n");
    if (scan.findings().isEmpty()) {
      page.append("<p>None.</p>\n");
      return;
    }
    codes(page, scan.counts());
    page.append("<p class=\"dim\">Counts are exact; below is a sample of ");
    page.append(scan.findings().size()).append(". ‘strait explain CODE’ tells more.</p>\n");
    filters(page, scan.findings());
    page.append("<div class=\"scroll\"><table><tr><th>Code</th><th>Place</th><th>Parts at</th>");
    page.append("<th>Source</th><th>Target</th><th>Evidence</th></tr>\n");
    scan.findings().forEach(finding -> finding(page, finding));
    page.append("</table></div>\n");
  }

  private static void codes(StringBuilder page, FindingCounts counts) {
    page.append("<ul>");
    counts
        .byCode()
        .forEach(
            (code, count) ->
                page.append("<li><span class=\"mono\">")
                    .append(code)
                    .append("</span> <b>")
                    .append(String.format(Locale.ROOT, "%,d", count))
                    .append("</b> <span class=\"dim\">")
                    .append(Html.text(FindingGuide.of(code).summary()))
                    .append("</span></li>\n"));
    page.append("</ul>\n");
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

  static void contracts(StringBuilder page, Map<String, String> contracts) {
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
}
