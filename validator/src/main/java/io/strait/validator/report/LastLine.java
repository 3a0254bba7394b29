package io.strait.validator.report;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.Verdict;
import io.strait.validator.records.ScanReport;
import io.strait.validator.session.Mode;
import io.strait.validator.session.SessionReport;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The last line of a report for people: verdict, exit code, and what to do next. Pure. */
public final class LastLine {
  private static final String UNREAD =
      "read above what was not judged, and why; strait explain UNVERIFIABLE";

  private LastLine() {}

  static String of(VerifyReport report) {
    String word = report.word();
    return line(word, report.exitCode(), next(report, word));
  }

  /** The same of a scan that nothing was judged besides. */
  public static String of(ScanReport scan, int exitCode) {
    String next =
        scan.verdict() instanceof Verdict.Passed
            ? "nothing"
            : codes(scan.counts())
                .filter(FindingCode::isDifference)
                .findFirst()
                .map(LastLine::explain)
                .orElse(UNREAD);
    return line(scan.verdict().word(), exitCode, next);
  }

  private static String line(String word, int exitCode, String next) {
    return word.toUpperCase(Locale.ROOT) + ", exit code " + exitCode + ". Next: " + next;
  }

  private static String explain(FindingCode code) {
    return "strait explain " + code;
  }

  private static String next(VerifyReport report, String word) {
    return switch (word) {
      case "passed" -> afterPassed(report);
      case "failed" -> afterFailed(report);
      case "sampled" -> "--mode full proves all of it";
      default -> afterInconclusive(report);
    };
  }

  private static String afterPassed(VerifyReport report) {
    if (report.records().isEmpty()) {
      return report.performance().isPresent() ? "nothing" : "records, without --only";
    }
    return report.records().get().state().isPresent()
        ? "--mode since-last proves only what is new"
        : "nothing";
  }

  private static String afterFailed(VerifyReport report) {
    Optional<FindingCode> code =
        Stream.concat(
                report.records().stream().flatMap(one -> codes(one.scan().counts())),
                report.besides().stream()
                    .flatMap(one -> one.open().stream().map(ResourceFinding::code)))
            .filter(FindingCode::isDifference)
            .findFirst();
    boolean records =
        report.records().map(one -> one.scan().counts().differences() > 0).orElse(false);
    return code.map(one -> explain(one) + (records ? ", or --evidence DIR" : ""))
        .orElse("give the target more, or raise --at-most");
  }

  private static Stream<FindingCode> codes(FindingCounts counts) {
    return counts.byCode().keySet().stream().sorted();
  }

  private static String afterInconclusive(VerifyReport report) {
    if (report.performance().isPresent()) {
      return "more --rounds, or longer --round-seconds";
    }
    boolean resumable =
        report.records().filter(one -> isCut(one) && one.state().isPresent()).isPresent();
    if (!resumable) {
      return UNREAD;
    }
    return report.records().get().mode() == Mode.SINCE_LAST
        ? "the same again goes on"
        : "the same with --resume goes on";
  }

  private static boolean isCut(SessionReport records) {
    return records.isCut() && records.mode() != Mode.SAMPLE;
  }
}
