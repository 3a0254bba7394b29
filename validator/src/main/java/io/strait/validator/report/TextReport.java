package io.strait.validator.report;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Verdict;
import io.strait.validator.records.ScanReport;
import io.strait.validator.session.Coverage;
import io.strait.validator.session.SessionReport;
import java.util.List;
import java.util.Locale;

/**
 * One screen of text (80 by 24) about a scan or a run of {@code strait verify}; with many findings
 * of several aspects it is longer, but never longer than two. Pure.
 */
public final class TextReport {
  private static final int MOST_FINDINGS = 3;
  private static final int MOST_PARTITIONS = 3;
  private static final int MOST_NOTES = 2;
  private static final int MOST_WORDS = 155;

  private TextReport() {}

  /** Renders a report; every line ends with a line feed. */
  public static String of(ScanReport report) {
    StringBuilder text = new StringBuilder();
    verdict(text, report);
    body(text, report);
    return text.toString();
  }

  /**
   * Renders all that a call of {@code strait verify} came to; every line ends with a line feed. The
   * last one says the verdict, the exit code and what to do next.
   */
  public static String of(VerifyReport report) {
    StringBuilder text = new StringBuilder();
    report.records().ifPresent(records -> text.append(of(records)));
    if (!report.besides().isEmpty()) {
      text.append(text.isEmpty() ? "" : "\n").append(ResourceText.of(report.besides()));
    }
    report.performance().ifPresent(measured -> text.append(PerformanceText.of(measured)));
    line(text, LastLine.of(report));
    return text.toString();
  }

  /** Renders a run over records; every line ends with a line feed. */
  public static String of(SessionReport report) {
    StringBuilder text = new StringBuilder();
    ScanReport scan = report.scan();
    verdict(text, scan);
    if (scan.verdict() instanceof Verdict.Sampled sampled) {
      line(text, "Sample      " + sampled.confidence());
    }
    line(text, "Mode        " + report.mode().word() + resumed(report));
    covered(text, report.coverage());
    body(text, scan);
    explained(text, scan);
    notes(text, report.notes());
    line(text, "Not seen    what a mode cannot see: 'strait explain modes'");
    return text.toString();
  }

  private static String resumed(SessionReport report) {
    return report.resumedFrom().map(at -> ", going on with the run of " + at).orElse("");
  }

  private static void covered(StringBuilder text, Coverage coverage) {
    line(
        text,
        String.format(
            Locale.ROOT,
            "Coverage    %.2f %% of %,d source offsets are proved or explained",
            coverage.percent(),
            coverage.asked()));
    if (coverage.proven() < coverage.asked()) {
      line(
          text,
          String.format(
              Locale.ROOT,
              "            divergent %,d, explained %,d, unproved %,d",
              coverage.divergent(),
              coverage.explained(),
              coverage.unproved()));
    }
  }

  private static void explained(StringBuilder text, ScanReport report) {
    FindingCounts all = FindingCounts.NONE;
    for (PartitionReport partition : report.partitions()) {
      all = all.plus(partition.explained());
    }
    if (!all.byCode().isEmpty()) {
      line(text, "Explained   " + all.byCode() + " by proved benign causes; not counted above");
    }
  }

  private static void notes(StringBuilder text, List<String> notes) {
    for (String note : notes.subList(0, Math.min(MOST_NOTES, notes.size()))) {
      line(text, "Note        " + cut(note));
    }
    if (notes.size() > MOST_NOTES) {
      line(text, "Note        and " + (notes.size() - MOST_NOTES) + " more, in the JSON report");
    }
  }

  private static void verdict(StringBuilder text, ScanReport report) {
    line(text, "Verdict     " + report.verdict().word().toUpperCase(Locale.ROOT));
    if (report.verdict() instanceof Verdict.Inconclusive inconclusive) {
      line(text, "Reason      " + inconclusive.reason());
    }
  }

  private static void body(StringBuilder text, ScanReport report) {
    line(text, "Judged      " + judged(report));
    counts(text, report);
    divergent(text, report);
    findings(text, report.findings());
  }

  private static String judged(ScanReport report) {
    return String.format(
        Locale.ROOT,
        "%,d records in %,d partitions, in %.1f s; %,d not yet on the target",
        report.records(),
        report.partitions().size(),
        report.duration().toMillis() / 1_000.0,
        report.behind());
  }

  private static void counts(StringBuilder text, ScanReport report) {
    line(
        text,
        String.format(
            Locale.ROOT,
            "Records     missing %,d  duplicate %,d  reordered %,d  foreign %,d",
            report.missing(),
            report.duplicates(),
            report.reordered(),
            report.foreign()));
    line(
        text,
        String.format(
            Locale.ROOT,
            "Fields      corrupt %,d  header %,d  timestamp %,d  offset shifts %,d",
            report.corrupt(),
            report.header(),
            report.timestamp(),
            report.offsetShifts()));
    long unverifiable = report.counts().of(FindingCode.UNVERIFIABLE);
    long truncated = report.counts().of(FindingCode.TRUNCATED_SOURCE);
    if (unverifiable + truncated > 0) {
      line(
          text,
          String.format(
              Locale.ROOT,
              "Not judged  unverifiable %,d  truncated source %,d",
              unverifiable,
              truncated));
    }
  }

  private static void divergent(StringBuilder text, ScanReport report) {
    List<PartitionReport> divergent =
        report.partitions().stream().filter(p -> p.firstDivergence().isPresent()).toList();
    if (divergent.isEmpty()) {
      return;
    }
    line(text, "");
    line(text, "Partitions that differ (" + divergent.size() + ")");
    for (PartitionReport partition :
        divergent.subList(0, Math.min(MOST_PARTITIONS, divergent.size()))) {
      line(
          text,
          "  "
              + partition.topic().source()
              + "-"
              + partition.partition()
              + "  equal up to offset "
              + partition.proven().to()
              + ", then "
              + partition.counts().byCode());
    }
    more(text, divergent.size() - MOST_PARTITIONS);
  }

  private static void findings(StringBuilder text, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    line(text, "");
    line(text, "Findings (a sample; counts above are exact)");
    for (Finding finding : findings.subList(0, Math.min(MOST_FINDINGS, findings.size()))) {
      line(
          text,
          "  "
              + finding.code()
              + " "
              + finding.topic().source()
              + "-"
              + finding.partition()
              + " at "
              + finding.divergesAt()
              + ": "
              + cut(
                  finding.evidence()
                      + finding
                          .explanation()
                          .map(cause -> " [explained: " + cause + "]")
                          .orElse("")));
    }
    more(text, findings.size() - MOST_FINDINGS);
  }

  private static void more(StringBuilder text, int left) {
    if (left > 0) {
      line(text, "  and " + left + " more; --report FILE and --html FILE hold them");
    }
  }

  /** All of it is in the other reports. */
  private static String cut(String words) {
    return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS) + " ...";
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
