package io.strait.ops.bench.report;

import java.util.List;

/**
 * One figure as bars.
 *
 * @param title what is shown, with its unit
 * @param cell where it is found
 * @param figure its name
 */
record Chart(String title, String cell, String figure) {
  static List<Chart> all() {
    return List.of(
        new Chart("Catch-up, MB/s of values (more is better)", "catch-up", "mb_per_s"),
        new Chart(
            "Mirror CPU s per GiB, start-up excluded (less is better)",
            "catch-up",
            "mirror_cpu_s_per_gib_excl_boot"),
        new Chart(
            "Mirror CPU s per GiB, start-up included (less is better)",
            "catch-up",
            "mirror_cpu_s_per_gib"),
        new Chart(
            "Target broker CPU s per GiB (less is better)", "catch-up", "target_cpu_s_per_gib"),
        new Chart("Mirror's peak memory, MiB (less is better)", "catch-up", "rss_mib"),
        new Chart("Added delay at 5 MB/s, p50 ms (less is better)", "latency", "added_p50_ms"),
        new Chart("Added delay at 5 MB/s, p99 ms (less is better)", "latency", "added_p99_ms"),
        new Chart("80 ms to the source, MB/s (more is better)", "wan-source", "mb_per_s"),
        new Chart("80 ms to the target, MB/s (more is better)", "wan-target", "mb_per_s"),
        new Chart("TLS on both sides, MB/s (more is better)", "tls", "mb_per_s"),
        new Chart("Start to first record, s (less is better)", "start", "first_record_s"),
        new Chart("New topic to its first record, s (less is better)", "start", "new_topic_s"),
        new Chart(
            "Idle with 2,000 partitions, % of a core (less is better)", "many", "idle_cpu_percent"),
        new Chart(
            "Records read again after a move, mid-log groups, median (less is better)",
            "groups",
            "reread_mid_median"),
        new Chart(
            "Records read again after a move, groups near the end, median (less is better)",
            "groups",
            "reread_end_median"));
  }

  List<Result> shown(List<Result> results) {
    return results.stream()
        .filter(result -> result.subject().cell().equals(cell))
        .filter(result -> result.median(figure).isPresent())
        .toList();
  }
}
