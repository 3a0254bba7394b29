package io.strait.ops.bench;

import io.strait.ops.bench.cell.Bench;
import io.strait.ops.bench.cell.CatchUp;
import io.strait.ops.bench.cell.Delay;
import io.strait.ops.bench.cell.Figures;
import io.strait.ops.bench.cell.Many;
import io.strait.ops.bench.cell.Positions;
import io.strait.ops.bench.cell.Relayed;
import io.strait.ops.bench.cell.Start;
import io.strait.ops.bench.data.Batch;
import io.strait.ops.bench.data.Shape;
import io.strait.ops.bench.data.Values;
import io.strait.ops.bench.engine.Aim;
import io.strait.ops.bench.engine.Engine;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.lab.Lab;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The cells on one pair of clusters. */
final class Stages {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration ROUND_TRIP = Duration.ofMillis(80);
  private static final Duration NOTICE = Duration.ofSeconds(60);
  private static final Duration TRANSLATION = Duration.ofSeconds(90);
  private static final Duration QUICK_NOTICE = Duration.ofSeconds(20);

  private final BenchPlan plan;
  private final Bench bench;
  private final Rounds rounds;
  private final Values values;
  private final Consumer<String> screen;
  private final CatchUp copying;

  Stages(BenchPlan plan, Bench bench, Rounds rounds, Values values, Consumer<String> screen) {
    this.plan = plan;
    this.bench = bench;
    this.rounds = rounds;
    this.values = values;
    this.screen = screen;
    this.copying = new CatchUp(bench, PATIENCE);
  }

  void catchUp() {
    List<Shape> shapes = plan.shapes();
    int last = shapes.size() - 1;
    warmUp(List.of(shapes.get(shapes.size() - plan.codecs().size()), shapes.get(last)));
    Relayed relayed = new Relayed(bench);
    rounds.of(
        Cell.CATCH_UP.label(),
        plan.shapes(),
        List.copyOf(plan.engines()),
        (name, engine, shape) -> {
          if (engine.mirrors()) {
            return Optional.of(near(name, engine, shape));
          }
          // What it costs to move bytes does not depend on how they are cut into batches.
          return shape.batch() == Batch.KIB_128 ? Optional.of(relayed.run()) : Optional.empty();
        });
  }

  void tls(Shape shape) {
    warmUp(List.of(shape));
    rounds.of(
        Cell.TLS.label(),
        List.of(shape),
        plan.mirrors(),
        (name, engine, one) -> Optional.of(near(name, engine, one)));
  }

  private Figures near(String name, Engine engine, Shape shape) {
    Lab lab = bench.lab();
    return copying.run(name, engine, shape, Aim.THROUGHPUT, lab.source(), lab.target());
  }

  /**
   * Brokers compile their code while they work; the first copies would pay for those after:
   * measured here, the target broker's CPU falls from 7 s/GiB to 1.5 over four copies. Compressed
   * batches take another way through it than others, so the shapes take turns.
   */
  private void warmUp(List<Shape> shapes) {
    for (int turn = 0; turn < plan.warmTurns(); turn++) {
      Shape shape = shapes.get(turn % shapes.size());
      for (Engine engine : List.of(Engine.LOOP, Engine.STRAIT)) {
        if (plan.engines().contains(engine)) {
          screen.accept("warming the brokers with " + engine.label() + " (does not count) ...");
          warmUp("warm-" + turn + "-" + engine.label() + "-" + shape.topic(), engine, shape);
        }
      }
    }
  }

  private void warmUp(String name, Engine engine, Shape shape) {
    try {
      near(name, engine, shape);
    } catch (BenchFailure e) {
      screen.accept("the brokers stay cooler than they should: " + e.getMessage());
    }
  }

  /**
   * One side is far at a time: the engine stands beside the other. A quick run has the far source
   * only, which is where MirrorMaker 2 is meant to stand.
   */
  void wan(Shape shape) {
    Lab lab = bench.lab();
    lab.roundTrip(ROUND_TRIP);
    rounds.of(
        "wan-source",
        List.of(shape),
        plan.mirrors(),
        (name, engine, one) ->
            Optional.of(copying.run(name, engine, one, Aim.WAN, lab.farSource(), lab.target())));
    if (!plan.quick()) {
      farTarget(shape, lab);
    }
    lab.roundTrip(Duration.ZERO);
  }

  private void farTarget(Shape shape, Lab lab) {
    rounds.of(
        "wan-target",
        List.of(shape),
        plan.mirrors(),
        (name, engine, one) ->
            Optional.of(copying.run(name, engine, one, Aim.WAN, lab.source(), lab.farTarget())));
  }

  void latency() {
    Delay delay = new Delay(bench, values, plan.warmSeconds(), plan.liveSeconds());
    if (!plan.quick() && plan.engines().contains(Engine.LOOP)) {
      screen.accept("warming the brokers with a live load (does not count) ...");
      try {
        delay.run("warm-latency", Engine.LOOP);
      } catch (BenchFailure e) {
        screen.accept("the brokers stay cooler than they should: " + e.getMessage());
      }
    }
    rounds.of(
        Cell.LATENCY.label(),
        List.of(Delay.SHAPE),
        plan.mirrors(),
        (name, engine, shape) -> Optional.of(delay.run(name, engine)));
  }

  void start() {
    Start start = new Start(bench, plan.quick() ? QUICK_NOTICE : NOTICE);
    rounds.of(
        Cell.START.label(),
        List.of(Start.SHAPE),
        plan.mirrors(),
        (name, engine, shape) -> Optional.of(start.run(name, engine)));
  }

  /** Engines with one consumer per core, or one task per partition, are not made for this. */
  void many() {
    Many many = new Many(bench);
    rounds.of(
        Cell.MANY.label(),
        List.of(Many.SHAPE),
        plan.mirrors().stream()
            .filter(engine -> engine == Engine.STRAIT || engine == Engine.MM2_DEFAULT)
            .toList(),
        (name, engine, shape) -> Optional.of(many.run(name, engine)));
  }

  /** The loop does not translate positions, and MirrorMaker 2 does it in one way. */
  void groups(Shape shape) {
    Positions positions = new Positions(bench, plan.quick() ? QUICK_NOTICE : TRANSLATION);
    rounds.of(
        Cell.GROUPS.label(),
        List.of(shape),
        plan.mirrors().stream()
            .filter(engine -> engine == Engine.STRAIT || engine == Engine.MM2_TUNED)
            .toList(),
        (name, engine, one) -> Optional.of(positions.run(name, engine, one)));
  }
}
