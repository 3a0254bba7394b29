package io.strait.ops.bench.report;

import static io.strait.ops.bench.report.Bound.ANY;
import static io.strait.ops.bench.report.Bound.ITSELF;
import static io.strait.ops.bench.report.Bound.Sense.AT_LEAST;
import static io.strait.ops.bench.report.Bound.Sense.AT_MOST;

import java.util.List;

/** What Strait promises to reach, as ratios of medians within one run of the benchmark. */
public final class Bounds {
  private static final String MM2 = "mm2-tuned";
  private static final String LOOP = "loop";
  private static final String RELAY = "relay";
  private static final String CONSUMERS = "consumers";

  private Bounds() {}

  /** All of them. */
  public static List<Bound> all() {
    return List.of(
        speed("none", MM2, 4.5),
        speed("lz4", MM2, 7),
        speed("zstd", MM2, 7),
        speed("none", LOOP, 1.9),
        speed("lz4", LOOP, 3),
        speed("zstd", LOOP, 3),
        cpu("mirror_cpu_s_per_gib_excl_boot", MM2, 1 / 20.0),
        cpu("mirror_cpu_s_per_gib", MM2, 1 / 20.0),
        cpu("mirror_cpu_s_per_gib_excl_boot", LOOP, 1 / 7.0),
        cpu("mirror_cpu_s_per_gib", LOOP, 1 / 7.0),
        cpu("mirror_cpu_s_per_gib_excl_boot", RELAY, 3),
        cpu("mirror_cpu_s_per_wire_gib_excl_boot", RELAY, 3),
        single(MM2, 2),
        single(LOOP, 1),
        new Bound("added delay p50", "latency", ANY, ANY, "added_p50_ms", MM2, AT_MOST, 0.5),
        new Bound("added delay p50", "latency", ANY, ANY, "added_p50_ms", LOOP, AT_MOST, 1),
        new Bound("added delay p50, ms", "latency", ANY, ANY, "added_p50_ms", ITSELF, AT_MOST, 1.5),
        wan("wan-source", MM2, 8),
        wan("wan-source", LOOP, 2.5),
        wan("wan-target", MM2, 8),
        wan("wan-target", LOOP, 2.5),
        exact("positions re-read, records", "reread_max"),
        exact("positions skipped, records", "skipped_max"),
        exact("positions not translated", "untranslated"),
        new Bound(
            "start to first record, s", "start", ANY, ANY, "first_record_s", ITSELF, AT_MOST, 1.5),
        new Bound("new topic mirrored, s", "start", ANY, ANY, "new_topic_s", ITSELF, AT_MOST, 5),
        new Bound(
            "idle with 2,000 partitions, % of a core",
            "many", ANY, ANY, "idle_cpu_percent", ITSELF, AT_MOST, 3),
        new Bound(
            "heap for 2,000 partitions, MiB",
            "many",
            ANY,
            ANY,
            "heap_limit_mib",
            ITSELF,
            AT_MOST,
            256),
        new Bound(
            "peak RSS at full speed, MiB", "catch-up", ANY, ANY, "rss_mib", ITSELF, AT_MOST, 700));
  }

  /** What the scan promises, beside two consumers that compare byte by byte. */
  public static List<Bound> verify() {
    return List.of(
        new Bound("full verify, MB/s", "verify-full", ANY, ANY, "mb_per_s", CONSUMERS, AT_LEAST, 3),
        new Bound(
            "fast verify, MB/s", "verify-fast", ANY, ANY, "mb_per_s", CONSUMERS, AT_LEAST, 10),
        new Bound(
            "heap of the scan, MiB",
            "verify-full",
            ANY,
            ANY,
            "heap_limit_mib",
            ITSELF,
            AT_MOST,
            256));
  }

  /** Exact means neither a record again nor a record less. */
  private static Bound exact(String work, String figure) {
    return new Bound(work, "groups", ANY, ANY, figure, ITSELF, AT_MOST, 0);
  }

  private static Bound speed(String codec, String against, double limit) {
    return new Bound(
        "catch-up MB/s", "catch-up", codec, "128k", "mb_per_s", against, AT_LEAST, limit);
  }

  private static Bound cpu(String figure, String against, double limit) {
    String work =
        (figure.contains("wire") ? "mirror CPU s per GiB on the wire" : "mirror CPU s/GiB")
            + (figure.endsWith("excl_boot") ? ", excl. boot" : ", incl. boot");
    return new Bound(work, "catch-up", ANY, "128k", figure, against, AT_MOST, limit);
  }

  private static Bound single(String against, double limit) {
    return new Bound(
        "one-record batches, records/s",
        "catch-up",
        ANY,
        "1",
        "records_per_s",
        against,
        AT_LEAST,
        limit);
  }

  private static Bound wan(String cell, String against, double limit) {
    String work = "80 ms WAN, MB/s, " + (cell.endsWith("source") ? "far source" : "far target");
    return new Bound(work, cell, ANY, ANY, "mb_per_s", against, AT_LEAST, limit);
  }
}
