package io.strait.ops.bench.verify;

import io.strait.ops.bench.cell.Bench;
import io.strait.ops.bench.cell.CatchUp;
import io.strait.ops.bench.cell.Figures;
import io.strait.ops.bench.data.Preload;
import io.strait.ops.bench.data.Shape;
import io.strait.ops.bench.data.Values;
import io.strait.ops.bench.engine.Aim;
import io.strait.ops.bench.engine.Assignment;
import io.strait.ops.bench.engine.ClassPaths;
import io.strait.ops.bench.engine.Engine;
import io.strait.ops.bench.engine.Engines;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.host.Program;
import io.strait.ops.bench.host.Usage;
import io.strait.ops.bench.lab.Lab;
import io.strait.ops.bench.report.BenchReport;
import io.strait.ops.bench.report.Bounds;
import io.strait.ops.bench.report.Ratio;
import io.strait.ops.bench.report.Results;
import io.strait.ops.bench.report.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Compares how fast programs compare: writes a topic, has Strait copy it, and lets the scan and two
 * consumers take turns on that pair.
 *
 * <p><b>MB/s</b>: value bytes of one side over the time that the program itself took, clients'
 * start included, JVM's start not; brokers are warm. <b>CPU</b>: whole life of its process, per GiB
 * of values.
 */
public final class VerifyBench {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int WARM_TURNS = 2;
  private static final double GIB = 1L << 30;
  private static final double MB = 1e6;

  private final VerifyPlan plan;
  private final Consumer<String> screen;
  private final Results results = new Results();
  private final long startNanos = System.nanoTime();

  /** Tells the screen what it is doing, line by line. */
  public VerifyBench(VerifyPlan plan, Consumer<String> screen) {
    this.plan = plan;
    this.screen = line -> screen.accept("[%4d s] %s".formatted(elapsedSeconds(), line));
  }

  /**
   * Measures everything in the plan; leaves nothing running.
   *
   * @throws BenchFailure when nothing more can be measured; what was, is in the {@link #report}
   */
  public void run() {
    Engines engines = new Engines(ClassPaths.under(plan.home()));
    Values values = new Values(plan.seed());
    screen.accept("starting two clusters ...");
    try (Lab lab = Lab.start(plan.folder(), false, plan.seed())) {
      Bench bench = new Bench(lab, engines, plan.partitions(), plan.seed(), plan.folder());
      for (Shape shape : plan.shapes()) {
        screen.accept("writing and copying " + plan.records() + " records of " + shape + " ...");
        lab.preload(new Preload(values), shape, plan.partitions(), plan.records());
        new CatchUp(bench, PATIENCE)
            .run(
                "copy-" + shape.topic(),
                Engine.STRAIT,
                shape,
                Aim.THROUGHPUT,
                lab.source(),
                lab.target());
        rounds(bench, shape);
      }
    }
  }

  /** What was measured so far. */
  public BenchReport report() {
    Map<String, String> setting = new LinkedHashMap<>();
    setting.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    setting.put("java", System.getProperty("java.version"));
    setting.put("brokers", "1 per side, heap 1 GiB, replication 1, loopback");
    setting.put("partitions", Integer.toString(plan.partitions()));
    setting.put("size_mib", Integer.toString(plan.sizeMib()));
    setting.put("rounds", Integer.toString(plan.rounds()));
    setting.put("scan_heap_mib", Integer.toString(plan.heapMib()));
    setting.put("seed", Long.toString(plan.seed()));
    return new BenchReport(
        plan.quick(),
        setting,
        results.all(),
        Ratio.of(Bounds.verify(), results),
        results.unmeasured(),
        elapsedSeconds());
  }

  /**
   * Brokers compile their code while they work; the first to read would pay for those after:
   * measured here, they take 1.9 s of CPU per GiB on the wire for the first scan and 0.5 for the
   * eighteenth.
   */
  private void warmUp(Bench bench, Shape shape) {
    screen.accept("warming the brokers (does not count) ...");
    for (int turn = 1; turn <= WARM_TURNS; turn++) {
      for (Contender one : Contender.ALL) {
        try {
          one(bench, shape, one, -turn);
        } catch (BenchFailure failed) {
          screen.accept("the brokers stay cooler than they should: " + failed.getMessage());
        }
      }
    }
  }

  private void rounds(Bench bench, Shape shape) {
    warmUp(bench, shape);
    for (int round = 1; round <= plan.rounds(); round++) {
      List<Contender> turn = new ArrayList<>(Contender.ALL);
      Collections.rotate(turn, round - 1);
      for (Contender one : turn) {
        try {
          Figures figures = one(bench, shape, one, round);
          one.cells().forEach(cell -> results.add(subject(cell, one, shape), figures.byName()));
        } catch (BenchFailure failed) {
          String why = failed.getMessage();
          one.cells().forEach(cell -> results.fail(subject(cell, one, shape), why));
          screen.accept(one.label() + " " + one.mode() + ": does not count: " + why);
        }
      }
    }
  }

  private static Subject subject(String cell, Contender one, Shape shape) {
    return new Subject(cell, one.label(), shape.codec().label(), shape.batch().label());
  }

  private Figures one(Bench bench, Shape shape, Contender one, int round) {
    String name =
        String.join(
            "-",
            "verify",
            round < 0 ? "warm" + -round : "r" + round,
            one.label() + one.mode(),
            shape.codec().label());
    Assignment assignment =
        new Assignment(
            name,
            bench.lab().source(),
            bench.lab().target(),
            List.of(shape.topic()),
            plan.partitions(),
            shape.codec(),
            Aim.THROUGHPUT,
            plan.folder());
    try (Program program =
        one.mode().isEmpty()
            ? bench.engines().consumers(assignment)
            : bench.engines().scan(assignment, one.mode(), plan.heapMib())) {
      Usage used = untilEnd(program);
      String[] said = lastWords(program);
      long records = Long.parseLong(said[1]);
      if (records != plan.records() || !said[0].equals("equal") && !said[0].equals("passed")) {
        throw new BenchFailure("it said '" + String.join(" ", said) + "':\n" + program.tail());
      }
      double bytes = (double) records * Values.BYTES;
      double seconds = Long.parseLong(said[2]) / 1e9;
      Figures figures =
          new Figures()
              .put("mb_per_s", bytes / MB / seconds)
              .put("records_per_s", records / seconds)
              .put("mirror_cpu_s_per_gib", used.cpuSeconds() / (bytes / GIB))
              .put("rss_mib", used.peakRssMib())
              .put("seconds", seconds);
      program.heapLimitMib().ifPresent(limit -> figures.put("heap_limit_mib", limit));
      screen.accept(
          String.format(
              Locale.ROOT,
              "%s %d  %-9s %-4s  %-4s  %.0f MB/s  %.2f s  %.2f CPU s/GiB",
              round < 0 ? "warm" : "round",
              Math.abs(round),
              one.label(),
              one.mode(),
              shape.codec().label(),
              bytes / MB / seconds,
              seconds,
              used.cpuSeconds() / (bytes / GIB)));
      return figures;
    }
  }

  private static Usage untilEnd(Program program) {
    Usage used = new Usage(0, 0);
    long began = System.nanoTime();
    while (program.isAlive()) {
      used = program.lastUsage().orElse(used);
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new BenchFailure("not done after " + PATIENCE + ":\n" + program.tail());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return used;
  }

  private static String[] lastWords(Program program) {
    return program
        .tail()
        .lines()
        .map(line -> line.split(" "))
        .filter(words -> words.length == 3 && words[2].matches("\\d+"))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new BenchFailure("it said no figures:\n" + program.tail()));
  }

  private long elapsedSeconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
  }
}
