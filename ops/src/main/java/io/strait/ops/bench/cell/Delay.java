package io.strait.ops.bench.cell;

import io.strait.ops.bench.data.Batch;
import io.strait.ops.bench.data.Codec;
import io.strait.ops.bench.data.Shape;
import io.strait.ops.bench.data.Values;
import io.strait.ops.bench.engine.Aim;
import io.strait.ops.bench.engine.Assignment;
import io.strait.ops.bench.engine.Engine;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.host.Program;
import io.strait.ops.bench.host.Usage;
import io.strait.replicator.cluster.Cluster;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a mirror adds to the delay of a live load of 5 MB/s.
 *
 * <p>Two ordinary consumers read the same records at the same time, one on the source, one on the
 * target; the <b>added</b> delay of a record is the time between its two arrivals, so whatever
 * producer, source and consumers take is taken out record by record. The engine gets the load's
 * first seconds to warm up; they are not counted. Also given: send to arrival on either side, and
 * the mirror's CPU as a share of one core.
 */
public final class Delay {
  /** What the load looks like; its batches are as large as 5 ms of it. */
  public static final Shape SHAPE = new Shape(Codec.LZ4, Batch.KIB_16);

  private static final String TOPIC = "bench-live";
  private static final int RECORDS_PER_SECOND = 5_000_000 / Values.BYTES;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final double NANOS_PER_MS = 1e6;
  private static final double PERCENT = 100;

  private final Bench bench;
  private final Values values;
  private final int warmRecords;
  private final int records;

  /** Measures for so many seconds after as many of warming up. */
  public Delay(Bench bench, Values values, int warmSeconds, int seconds) {
    this.bench = bench;
    this.values = values;
    this.warmRecords = warmSeconds * RECORDS_PER_SECOND;
    this.records = (warmSeconds + seconds) * RECORDS_PER_SECOND;
  }

  /**
   * One run.
   *
   * @throws BenchFailure when the engine ends or a record does not arrive
   */
  public Figures run(String run, Engine engine) {
    bench.lab().wipe();
    bench.lab().sourceTopics().create(TOPIC, bench.partitions());
    bench.lab().targetTopics().create(TOPIC, bench.partitions());
    Assignment assignment =
        new Assignment(
            run,
            bench.lab().source(),
            bench.lab().target(),
            List.of(TOPIC),
            bench.partitions(),
            SHAPE.codec(),
            Aim.LATENCY,
            bench.folder());
    try (Program program = bench.engines().start(engine, assignment)) {
      new FirstRecord(bench.lab(), PATIENCE).probe(program, TOPIC);
      return measured(program);
    }
  }

  private Figures measured(Program program) {
    Cluster source = bench.lab().sourceTopics().cluster();
    Cluster target = bench.lab().targetTopics().cluster();
    LiveLoad load =
        new LiveLoad(source, TOPIC, bench.partitions(), RECORDS_PER_SECOND, records, values);
    Arrivals direct = new Arrivals(source, TOPIC, bench.partitions(), records);
    Arrivals mirrored = new Arrivals(target, TOPIC, bench.partitions(), records);
    try (Crew crew = new Crew(List.of(direct::stop, mirrored::stop))) {
      crew.begin("direct", direct);
      crew.begin("mirrored", mirrored);
      crew.begin("load", load);
      await(program, mirrored, warmRecords);
      Usage before = program.usage();
      long start = System.nanoTime();
      await(program, mirrored, records);
      double seconds = (System.nanoTime() - start) / 1e9;
      Usage after = program.usage();
      crew.join();
      return figures(load.sentAt(), direct.at(), mirrored.at())
          .put("mirror_cpu_percent", PERCENT * (after.cpuSeconds() - before.cpuSeconds()) / seconds)
          .put("rss_mib", after.peakRssMib());
    }
  }

  private static void await(Program program, Arrivals arrivals, int wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (arrivals.count() < wanted) {
      program.requireAlive();
      if (System.nanoTime() - deadline > 0) {
        throw new BenchFailure(
            "only "
                + arrivals.count()
                + " of "
                + wanted
                + " records arrived within "
                + PATIENCE
                + "; the log ends:\n"
                + program.tail());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private Figures figures(long[] sent, long[] direct, long[] mirrored) {
    double[] added = sorted(i -> (mirrored[i] - direct[i]) / NANOS_PER_MS);
    double[] onSource = sorted(i -> (direct[i] - sent[i]) / NANOS_PER_MS);
    double[] onTarget = sorted(i -> (mirrored[i] - sent[i]) / NANOS_PER_MS);
    return new Figures()
        .put("added_p50_ms", at(added, 0.5))
        .put("added_p90_ms", at(added, 0.9))
        .put("added_p99_ms", at(added, 0.99))
        .put("direct_p50_ms", at(onSource, 0.5))
        .put("direct_p99_ms", at(onSource, 0.99))
        .put("mirrored_p50_ms", at(onTarget, 0.5))
        .put("mirrored_p90_ms", at(onTarget, 0.9))
        .put("mirrored_p99_ms", at(onTarget, 0.99))
        .put("samples", added.length);
  }

  private double[] sorted(IntToDoubleFunction millis) {
    double[] all = IntStream.range(warmRecords, records).mapToDouble(millis).toArray();
    Arrays.sort(all);
    return all;
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))];
  }
}
