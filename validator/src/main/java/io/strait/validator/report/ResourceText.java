package io.strait.validator.report;

import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was judged besides records, for people: a few lines for each aspect. Pure. */
public final class ResourceText {
  private static final int MOST_OPEN = 12;
  private static final int MOST_EXPLAINED = 3;
  private static final int MOST_SENTENCES = 5;

  private ResourceText() {}

  /** All aspects, one after the other. */
  public static String of(List<ResourceReport> reports) {
    StringBuilder text = new StringBuilder();
    reports.forEach(report -> add(text, report));
    return text.toString();
  }

  /** Findings that nothing explains, then the explained ones. */
  static List<ResourceFinding> ordered(ResourceReport report) {
    List<ResourceFinding> all = new ArrayList<>(report.open());
    report.findings().stream().filter(ResourceFinding::isExplained).forEach(all::add);
    return all;
  }

  private static void add(StringBuilder text, ResourceReport report) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-11s %s: %,d compared, %,d differ, %,d explained%n",
            title(report.aspect()),
            report.word(),
            report.compared(),
            report.differences(),
            report.explained()));
    sentences(text, "not judged: ", report.unread());
    List<ResourceFinding> open = report.open();
    open.stream().limit(MOST_OPEN).forEach(finding -> line(text, finding));
    more(text, open.size() - MOST_OPEN, "findings");
    report.findings().stream()
        .filter(ResourceFinding::isExplained)
        .limit(MOST_EXPLAINED)
        .forEach(finding -> line(text, finding));
    more(text, (int) report.explained() - MOST_EXPLAINED, "explained");
    sentences(text, "note: ", report.notes());
  }

  /** As it is called in headings. */
  static String title(String aspect) {
    return aspect.equals("acls")
        ? "ACLs"
        : aspect.substring(0, 1).toUpperCase(Locale.ROOT) + aspect.substring(1);
  }

  private static void line(StringBuilder text, ResourceFinding finding) {
    text.append("  ").append(finding.code()).append(' ').append(finding.resource());
    if (!finding.field().isEmpty()) {
      text.append(' ').append(finding.field());
    }
    text.append(": ")
        .append(finding.source().orElse("nothing"))
        .append(" -> ")
        .append(finding.target().orElse("nothing"))
        .append("; ")
        .append(finding.evidence());
    if (finding.who() != Moved.UNKNOWN) {
      text.append("; moved: ").append(finding.who().word());
    }
    finding.explanation().ifPresent(why -> text.append("; explained: ").append(why));
    text.append(System.lineSeparator());
  }

  private static void sentences(StringBuilder text, String label, List<String> sentences) {
    sentences.stream()
        .limit(MOST_SENTENCES)
        .forEach(one -> text.append("  ").append(label).append(one).append(System.lineSeparator()));
    more(text, sentences.size() - MOST_SENTENCES, "sentences");
  }

  private static void more(StringBuilder text, int left, String what) {
    if (left > 0) {
      text.append("  and ")
          .append(left)
          .append(" more ")
          .append(what)
          .append(System.lineSeparator());
    }
  }
}
