package io.strait.ops.bench;

import io.strait.ops.bench.cell.Bench;
import io.strait.ops.bench.data.Batch;
import io.strait.ops.bench.data.Codec;
import io.strait.ops.bench.data.Preload;
import io.strait.ops.bench.data.Shape;
import io.strait.ops.bench.data.Values;
import io.strait.ops.bench.engine.ClassPaths;
import io.strait.ops.bench.engine.Engine;
import io.strait.ops.bench.engine.Engines;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.lab.Lab;
import io.strait.ops.bench.report.BenchReport;
import io.strait.ops.bench.report.Bounds;
import io.strait.ops.bench.report.Ratio;
import io.strait.ops.bench.report.Results;
import io.strait.ops.bench.report.Subject;
import io.strait.ops.bench.report.Unmeasured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The whole benchmark: clusters, data, cells, report.
 *
 * <p>Everything but TLS happens on one pair of clusters; data of each shape is written once and
 * used by all engines and cells. TLS needs listeners of its own and so a second pair, on which
 * again all engines take turns.
 */
public final class MirrorBench {
  /** What cells other than catching up copy where they need data written beforehand. */
  private static final Shape USUAL = new Shape(Codec.LZ4, Batch.KIB_128);

  /** What runs then is ended, so that all is over within 5 minutes of the start. */
  private static final Duration QUICK = Duration.ofSeconds(265);

  private final BenchPlan plan;
  private final Consumer<String> screen;
  private final Values values;
  private final Results results = new Results();
  private final Budget budget;
  private final long startNanos = System.nanoTime();

  /** Tells the screen what it is doing, line by line. */
  public MirrorBench(BenchPlan plan, Consumer<String> screen) {
    this.plan = plan;
    this.screen = line -> screen.accept("[%4d s] %s".formatted(elapsedSeconds(), line));
    this.values = new Values(plan.seed());
    this.budget = plan.quick() ? Budget.of(QUICK) : Budget.UNLIMITED;
  }

  /**
   * Measures everything in the plan; leaves nothing running.
   *
   * @throws BenchFailure when nothing more can be measured; what was, is in the {@link #report}
   */
  public void run() {
    Engines engines = new Engines(ClassPaths.under(plan.home()));
    Set<Cell> plain = new LinkedHashSet<>(plan.cells());
    boolean tls = plain.remove(Cell.TLS);
    try (Alarm alarm = Alarm.at(budget, engines::end)) {
      if (!plain.isEmpty()) {
        onClusters(engines, plain, false);
      }
      if (tls && !alarm.hasRung()) {
        onClusters(engines, Set.of(Cell.TLS), true);
      } else if (tls) {
        leaveOutTls();
      }
    }
  }

  private void leaveOutTls() {
    for (Engine engine : plan.mirrors()) {
      results.leaveOut(
          new Unmeasured(
              new Subject(
                  Cell.TLS.label(), engine.label(), USUAL.codec().label(), USUAL.batch().label()),
              1,
              "the time of a quick run is used up"));
    }
  }

  /** What was measured so far. */
  public BenchReport report() {
    return new BenchReport(
        plan.quick(),
        Setting.of(plan),
        results.all(),
        Ratio.of(Bounds.all(), results),
        results.unmeasured(),
        elapsedSeconds());
  }

  private long elapsedSeconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
  }

  private void onClusters(Engines engines, Set<Cell> cells, boolean secured) {
    if (Thread.currentThread().isInterrupted()) {
      throw new BenchFailure("ended early; nothing more is measured");
    }
    screen.accept("starting two clusters" + (secured ? " with TLS ..." : " ..."));
    try (Lab lab = Lab.start(plan.folder(), secured, plan.seed())) {
      for (Shape shape : shapes(cells)) {
        screen.accept("writing " + plan.records(shape) + " records of " + shape + " ...");
        lab.preload(new Preload(values), shape, plan.partitions(), plan.records(shape));
      }
      Bench bench = new Bench(lab, engines, plan.partitions(), plan.seed(), plan.folder());
      Stages stages =
          new Stages(
              plan, bench, new Rounds(plan.rounds(), budget, results, screen), values, screen);
      cells.forEach(cell -> stage(stages, cell));
    }
  }

  private List<Shape> shapes(Set<Cell> cells) {
    Set<Shape> shapes = new LinkedHashSet<>();
    if (cells.contains(Cell.CATCH_UP)) {
      shapes.addAll(plan.shapes());
    }
    if (cells.contains(Cell.TLS) || cells.contains(Cell.WAN) || cells.contains(Cell.GROUPS)) {
      shapes.add(USUAL);
    }
    return new ArrayList<>(shapes);
  }

  private void stage(Stages stages, Cell cell) {
    switch (cell) {
      case CATCH_UP -> stages.catchUp();
      case LATENCY -> stages.latency();
      case WAN -> stages.wan(USUAL);
      case TLS -> stages.tls(USUAL);
      case START -> stages.start();
      case GROUPS -> stages.groups(USUAL);
      case MANY -> stages.many();
    }
  }
}
