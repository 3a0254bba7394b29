package io.strait.ops.bench;

import io.strait.ops.bench.report.Subject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is said about a run while the benchmark goes on. */
final class Lines {

  private static final Set<String> SHOWN =
      Set.of(
          "mb_per_s",
          "records_per_s",
          "mirror_cpu_s_per_gib",
          "mirror_cpu_s_per_gib_excl_boot",
          "target_cpu_s_per_gib",
          "rss_mib",
          "added_p50_ms",
          "added_p99_ms",
          "direct_p50_ms",
          "first_record_s",
          "new_topic_s",
          "reread_mid_median",
          "reread_end_median",
          "reread_max",
          "skipped_max",
          "idle_cpu_percent");

  private Lines() {}

  static String run(Subject subject, int round, Map<String, Double> figures) {
    return head(subject, round)
        + figures.entrySet().stream()
            .filter(f -> SHOWN.contains(f.getKey()))
            .map(f -> f.getKey() + " " + String.format(Locale.ROOT, "%.2f", f.getValue()))
            .collect(Collectors.joining("  "));
  }

  static String failure(Subject subject, int round, String reason) {
    return head(subject, round) + "does not count: " + reason;
  }

  static String leftOut(Subject subject, int round, String reason) {
    return head(subject, round) + "not measured: " + reason;
  }

  private static String head(Subject subject, int round) {
    return "%-10s round %d  %-11s %-4s %-4s  "
        .formatted(subject.cell(), round, subject.engine(), subject.codec(), subject.batch());
  }
}
