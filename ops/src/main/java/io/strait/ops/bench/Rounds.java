package io.strait.ops.bench;

import io.strait.ops.bench.cell.Figures;
import io.strait.ops.bench.data.Shape;
import io.strait.ops.bench.engine.Engine;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.report.Results;
import io.strait.ops.bench.report.Subject;
import io.strait.ops.bench.report.Unmeasured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets engines take turns and keeps what comes of it.
 *
 * <p>An interrupt of the thread ends it all. No run begins that would not be over when the budget
 * is spent, judged by the longest of its kind so far, and one that is cut off then does not count;
 * both are noted as not measured and are no failures. Within a round every engine meets a shape
 * before the next shape's turn; another engine begins in each round. A run that fails is kept as
 * such and the others go on.
 */
final class Rounds {
  private final int rounds;
  private final Budget budget;
  private final Results results;
  private final Consumer<String> screen;
  private final Map<String, Duration> longest = new HashMap<>();

  Rounds(int rounds, Budget budget, Results results, Consumer<String> screen) {
    this.rounds = rounds;
    this.budget = budget;
    this.results = results;
    this.screen = screen;
  }

  /** One run, or nothing when the engine has no part in this. */
  interface Run {
    Optional<Figures> of(String name, Engine engine, Shape shape);
  }

  /** All rounds of one cell. */
  void of(String cell, List<Shape> shapes, List<Engine> engines, Run run) {
    for (int round = 1; round <= rounds; round++) {
      List<Engine> turn = new ArrayList<>(engines);
      Collections.rotate(turn, round - 1);
      for (Shape shape : shapes) {
        for (Engine engine : turn) {
          one(cell, round, engine, shape, run);
        }
      }
    }
  }

  private void one(String cell, int round, Engine engine, Shape shape, Run run) {
    String name =
        String.join(
            "-", cell, "r" + round, engine.label(), shape.codec().label(), shape.batch().label());
    Subject subject =
        new Subject(cell, engine.label(), shape.codec().label(), shape.batch().label());
    if (Thread.currentThread().isInterrupted()) {
      throw new BenchFailure("ended early; nothing more is measured");
    }
    Duration expected = longest.getOrDefault(kind(subject), usual(engine));
    if (!budget.fits(expected)) {
      leaveOut(subject, round, "it would take about " + expected.toSeconds() + " s more");
      return;
    }
    long began = System.nanoTime();
    try {
      run.of(name, engine, shape)
          .ifPresent(
              figures -> {
                results.add(subject, figures.byName());
                screen.accept(Lines.run(subject, round, figures.byName()));
              });
    } catch (RuntimeException e) {
      if (budget.isSpent()) {
        leaveOut(subject, round, "it was cut off");
        return;
      }
      // Whatever it was, it was this run; hours of others must not be lost for it.
      results.fail(subject, reason(e));
      screen.accept(Lines.failure(subject, round, reason(e)));
    }
    longest.merge(
        kind(subject),
        Duration.ofNanos(System.nanoTime() - began),
        (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  private void leaveOut(Subject subject, int round, String why) {
    String reason = "the time of a quick run is used up: " + why;
    results.leaveOut(new Unmeasured(subject, round, reason));
    screen.accept(Lines.leftOut(subject, round, reason));
  }

  private static String kind(Subject subject) {
    return subject.cell() + " " + subject.engine();
  }

  /** Before the first of its kind; MirrorMaker 2 alone takes up to 10 s to start. */
  private static Duration usual(Engine engine) {
    return engine == Engine.MM2_TUNED || engine == Engine.MM2_DEFAULT
        ? Duration.ofSeconds(25)
        : Duration.ofSeconds(12);
  }

  private static String reason(RuntimeException failure) {
    return failure instanceof BenchFailure ? failure.getMessage() : failure.toString();
  }
}
