package io.strait.ops.bench.cell;

import io.strait.ops.bench.data.Batch;
import io.strait.ops.bench.data.Codec;
import io.strait.ops.bench.data.Shape;
import io.strait.ops.bench.engine.Aim;
import io.strait.ops.bench.engine.Assignment;
import io.strait.ops.bench.engine.Engine;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.host.Program;
import java.time.Duration;
import java.util.List;

/**
 * How soon an engine is at work, and how soon it notices a topic that is created later.
 *
 * <p><b>First record</b>: from the start of the process to the first look (every 10 ms) that finds
 * a record on the target; the topic is on the source, with a record in it, and not yet on the
 * target, so mirrors create it. <b>New topic</b>: from the moment at which a topic that the engine
 * was told about exists on the source with a record in it, to that record on the target.
 * MirrorMaker 2 as it comes looks every 600 s; it is given up after a while, and the figure is then
 * that while ({@code new_topic_given_up} 1). The loop makes no topics: its target topic is created
 * beforehand and it has no part in the second figure.
 */
public final class Start {
  /** What the topics look like. */
  public static final Shape SHAPE = new Shape(Codec.NONE, Batch.KIB_16);

  private static final String TOPIC = "bench-start";
  private static final String LATER = "bench-later";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Bench bench;
  private final Duration noticeWithin;

  /** Gives up on the new topic after so long. */
  public Start(Bench bench, Duration noticeWithin) {
    this.bench = bench;
    this.noticeWithin = noticeWithin;
  }

  /**
   * One run.
   *
   * @throws BenchFailure when the engine ends or copies nothing at all
   */
  public Figures run(String run, Engine engine) {
    bench.lab().wipe();
    FirstRecord first = new FirstRecord(bench.lab(), PATIENCE);
    bench.lab().sourceTopics().create(TOPIC, bench.partitions());
    first.write(TOPIC);
    if (engine == Engine.LOOP) {
      bench.lab().targetTopics().create(TOPIC, bench.partitions());
    }
    try (Program program = bench.engines().start(engine, assignment(run, engine))) {
      long seen = first.await(program, TOPIC);
      Figures figures = new Figures().put("first_record_s", (seen - program.startedNanos()) / 1e9);
      return engine == Engine.LOOP ? figures : newTopic(program, figures);
    }
  }

  private Assignment assignment(String run, Engine engine) {
    return new Assignment(
        run,
        bench.lab().source(),
        bench.lab().target(),
        engine == Engine.LOOP ? List.of(TOPIC) : List.of(TOPIC, LATER),
        bench.partitions(),
        SHAPE.codec(),
        Aim.NOTICE,
        bench.folder());
  }

  private Figures newTopic(Program program, Figures figures) {
    FirstRecord later = new FirstRecord(bench.lab(), noticeWithin);
    bench.lab().sourceTopics().create(LATER, bench.partitions());
    later.write(LATER);
    long created = System.nanoTime();
    try {
      long seen = later.await(program, LATER);
      return figures.put("new_topic_s", (seen - created) / 1e9);
    } catch (BenchFailure e) {
      program.requireAlive();
      return figures.put("new_topic_s", noticeWithin.toSeconds()).put("new_topic_given_up", 1);
    }
  }
}
