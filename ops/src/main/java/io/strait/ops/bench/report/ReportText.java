package io.strait.ops.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The report for people at a terminal. */
public final class ReportText {
  /** Others are in the JSON. */
  private static final List<String> SHOWN =
      List.of(
          "mb_per_s",
          "wire_mb_per_s",
          "records_per_s",
          "mirror_cpu_s_per_gib",
          "mirror_cpu_s_per_gib_excl_boot",
          "target_cpu_s_per_gib",
          "added_p50_ms",
          "added_p90_ms",
          "added_p99_ms",
          "direct_p50_ms",
          "direct_p99_ms",
          "mirror_cpu_percent",
          "first_record_s",
          "new_topic_s",
          "reread_mid_median",
          "reread_mid_max",
          "reread_end_median",
          "reread_end_max",
          "skipped_max",
          "untranslated",
          "idle_cpu_percent",
          "rss_mib");

  private ReportText() {}

  /** Several lines. */
  public static String of(BenchReport report) {
    StringBuilder text = new StringBuilder();
    if (report.quick()) {
      text.append("QUICK RUN: little data and few runs; take the order of magnitude, no more.\n");
    }
    report.results().stream()
        .map(result -> result.subject().cell())
        .distinct()
        .forEach(cell -> cell(text, cell, report.results()));
    ratios(text, report.ratios());
    unmeasured(text, report.unmeasured());
    return text.toString();
  }

  private static void unmeasured(StringBuilder text, List<Unmeasured> unmeasured) {
    if (unmeasured.isEmpty()) {
      return;
    }
    text.append("\nnot measured\n");
    for (Unmeasured one : unmeasured) {
      Subject subject = one.subject();
      text.append(
          "  %-11s %-12s %-5s %-5s round %d: %s%n"
              .formatted(
                  subject.cell(),
                  subject.engine(),
                  subject.codec(),
                  subject.batch(),
                  one.round(),
                  one.reason()));
    }
  }

  private static void cell(StringBuilder text, String cell, List<Result> results) {
    List<Result> rows =
        results.stream().filter(result -> result.subject().cell().equals(cell)).toList();
    List<String> columns = columns(rows);
    text.append('\n').append(cell).append(" (medians)\n");
    text.append("  %-12s %-5s %-5s".formatted("engine", "codec", "batch"));
    columns.forEach(column -> text.append("  ").append(column));
    text.append("  runs\n");
    for (Result row : rows) {
      Subject subject = row.subject();
      text.append(
          "  %-12s %-5s %-5s".formatted(subject.engine(), subject.codec(), subject.batch()));
      for (String column : columns) {
        OptionalDouble median = row.median(column);
        String shown = median.isPresent() ? number(median.getAsDouble()) : "-";
        text.append(("  %" + column.length() + "s").formatted(shown));
      }
      text.append("  %4d%n".formatted(row.runs().size()));
      row.failures().forEach(why -> text.append("      does not count: ").append(why).append('\n'));
    }
  }

  /** Figures that some row has, in the order of {@link #SHOWN}. */
  private static List<String> columns(List<Result> rows) {
    return SHOWN.stream()
        .filter(name -> rows.stream().anyMatch(row -> row.median(name).isPresent()))
        .toList();
  }

  private static void ratios(StringBuilder text, List<Ratio> ratios) {
    if (ratios.isEmpty()) {
      return;
    }
    text.append("\nagainst the bounds\n");
    for (Ratio ratio : ratios) {
      Bound bound = ratio.bound();
      String medians =
          bound.isAboutItself() || ratio.value().isEmpty()
              ? ""
              : " = " + number(ratio.strait()) + " / " + number(ratio.other());
      text.append(
          "  %-11s %-44s %-5s %-5s %-11s %s (%s %s)%s%n"
              .formatted(
                  words(ratio.reach()),
                  bound.work(),
                  ratio.codec(),
                  ratio.batch(),
                  bound.against(),
                  number(ratio.value()),
                  bound.sense() == Bound.Sense.AT_LEAST ? "at least" : "at most",
                  number(bound.limit()),
                  medians));
    }
  }

  static String words(Reach reach) {
    return switch (reach) {
      case REACHED -> "reached";
      case MISSED -> "NOT REACHED";
      case NO_DATA -> "no data";
    };
  }

  /** The same, or a dash for what was not measured. */
  static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "-";
  }

  /** Three digits that count. */
  static String number(double value) {
    double size = Math.abs(value);
    int digits = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
