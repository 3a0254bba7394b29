package io.strait.ops.bench.cell;

import io.strait.ops.bench.data.Shape;
import io.strait.ops.bench.data.Values;
import io.strait.ops.bench.engine.Aim;
import io.strait.ops.bench.engine.Assignment;
import io.strait.ops.bench.engine.Engine;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.host.Program;
import io.strait.ops.bench.lab.CopyCheck;
import io.strait.ops.bench.lab.Side;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast, and for how much CPU and memory, an engine copies a topic that is already full.
 *
 * <p>The target topic is created empty beforehand, so that no engine pays for that. Log ends of the
 * target are read every 20 ms. <b>MB/s</b>: value bytes (or bytes of the source's log: {@code
 * wire_mb_per_s}) over the time from the last look that saw an empty target to the first that saw
 * all; start-up does not count. <b>CPU</b> of the mirror: whole life of its process until then
 * ({@code mirror_cpu_s_per_gib}) and from the same first look on ({@code ..._excl_boot}), per GiB
 * of values. <b>CPU of the brokers</b>: from the first look on. <b>RSS</b>: the process's peak.
 * <b>First record</b>: from the start of the process to the first look that saw a record.
 */
public final class CatchUp {
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final double GIB = 1L << 30;
  private static final double MB = 1e6;

  private final Bench bench;
  private final CopyCheck check;
  private final Duration patience;

  /** Measures there; a run that takes longer than the patience fails. */
  public CatchUp(Bench bench, Duration patience) {
    this.bench = bench;
    this.check = new CopyCheck(bench.lab(), bench.seed());
    this.patience = patience;
  }

  /**
   * One run.
   *
   * @throws BenchFailure when the engine ends, does not finish, or copies wrongly
   */
  public Figures run(String run, Engine engine, Shape shape, Aim aim, Side source, Side target) {
    bench.lab().wipe();
    bench.lab().targetTopics().create(shape.topic(), bench.partitions());
    long records = bench.lab().sourceTopics().records(shape.topic());
    double wireBytes = bench.lab().sourceTopics().bytes(shape.topic());
    Assignment assignment =
        new Assignment(
            run,
            source,
            target,
            List.of(shape.topic()),
            bench.partitions(),
            shape.codec(),
            aim,
            bench.folder());
    try (Program program = bench.engines().start(engine, assignment)) {
      Observation empty = lastEmpty(program, shape.topic());
      double firstRecord = (System.nanoTime() - program.startedNanos()) / 1e9;
      Observation full = full(program, shape.topic(), records);
      program.stop();
      check.require(shape.topic(), bench.partitions());
      return figures(records, wireBytes, empty, full).put("first_record_s", firstRecord);
    }
  }

  private Observation lastEmpty(Program program, String topic) {
    Observation empty = null;
    while (true) {
      Observation now = Observation.take(bench.lab(), program, topic, bench.partitions());
      if (now.records() > 0) {
        if (empty == null) {
          throw new BenchFailure("the copy of " + topic + " began before it was watched");
        }
        return empty;
      }
      empty = now;
      pause(program, now.secondsSince(program.startedNanos()));
    }
  }

  private Observation full(Program program, String topic, long records) {
    while (true) {
      Observation now = Observation.take(bench.lab(), program, topic, bench.partitions());
      if (now.records() >= records) {
        return now;
      }
      pause(program, now.secondsSince(program.startedNanos()));
    }
  }

  private void pause(Program program, double seconds) {
    if (seconds > patience.toSeconds()) {
      throw new BenchFailure(
          "the copy is not complete after " + patience + "; the log ends:\n" + program.tail());
    }
    LockSupport.parkNanos(EVERY_NANOS);
  }

  private static Figures figures(
      long records, double wireBytes, Observation empty, Observation full) {
    double valueBytes = (double) records * Values.BYTES;
    double gib = valueBytes / GIB;
    double seconds = full.secondsSince(empty.nanos());
    double excludingBoot = full.mirror().cpuSeconds() - empty.mirror().cpuSeconds();
    return new Figures()
        .put("mb_per_s", valueBytes / MB / seconds)
        .put("wire_mb_per_s", wireBytes / MB / seconds)
        .put("records_per_s", records / seconds)
        .put("mirror_cpu_s_per_gib", full.mirror().cpuSeconds() / gib)
        .put("mirror_cpu_s_per_gib_excl_boot", excludingBoot / gib)
        .put("mirror_cpu_s_per_wire_gib_excl_boot", excludingBoot / (wireBytes / GIB))
        .put(
            "target_cpu_s_per_gib",
            (full.target().cpuSeconds() - empty.target().cpuSeconds()) / gib)
        .put(
            "source_cpu_s_per_gib",
            (full.source().cpuSeconds() - empty.source().cpuSeconds()) / gib)
        .put("rss_mib", full.mirror().peakRssMib())
        .put("gib", gib)
        .put("seconds", seconds);
  }
}
