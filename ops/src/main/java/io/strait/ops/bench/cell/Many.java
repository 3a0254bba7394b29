package io.strait.ops.bench.cell;

import io.strait.ops.bench.data.Batch;
import io.strait.ops.bench.data.Codec;
import io.strait.ops.bench.data.Shape;
import io.strait.ops.bench.engine.Aim;
import io.strait.ops.bench.engine.Assignment;
import io.strait.ops.bench.engine.Engine;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.host.Program;
import io.strait.ops.bench.host.Usage;
import io.strait.ops.bench.lab.Lab;
import io.strait.replicator.cluster.ClusterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What an engine costs while it has nothing to do: 2,000 partitions in 20 topics, one record each,
 * all copied.
 *
 * <p><b>Idle</b>: CPU as a share of one core over 20 s, after 10 s of nothing. <b>RSS</b>: the
 * peak, copying included. <b>Heap</b>: the engine's own limit ({@code heap_limit_mib}, its {@code
 * -Xmx}: with less it was not tried), and what is still in use after a collection that is asked for
 * when all else is measured ({@code heap_live_mib}, where the JDK has {@code jcmd}).
 */
public final class Many {
  /** What the topics look like. */
  public static final Shape SHAPE = new Shape(Codec.NONE, Batch.ONE);

  private static final int TOPICS = 20;
  private static final int PARTITIONS = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Duration WATCH = Duration.ofSeconds(20);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final double PERCENT = 100;

  private final Bench bench;

  /** Measures there. */
  public Many(Bench bench) {
    this.bench = bench;
  }

  /**
   * One run.
   *
   * @throws BenchFailure when the engine ends or does not copy every partition
   */
  public Figures run(String run, Engine engine) {
    Lab lab = bench.lab();
    lab.wipe();
    List<String> topics = fill();
    Assignment assignment =
        new Assignment(
            run,
            lab.source(),
            lab.target(),
            topics,
            PARTITIONS,
            SHAPE.codec(),
            Aim.THROUGHPUT,
            bench.folder());
    try (Program program = bench.engines().start(engine, assignment)) {
      copied(program, topics);
      double all = (System.nanoTime() - program.startedNanos()) / 1e9;
      park(program, SETTLE);
      Usage before = program.usage();
      long start = System.nanoTime();
      park(program, WATCH);
      Usage after = program.usage();
      double seconds = (System.nanoTime() - start) / 1e9;
      Figures figures =
          new Figures()
              .put(
                  "idle_cpu_percent",
                  PERCENT * (after.cpuSeconds() - before.cpuSeconds()) / seconds)
              .put("rss_mib", after.peakRssMib())
              .put("all_copied_s", all)
              .put("partitions", TOPICS * PARTITIONS);
      program.heapLimitMib().ifPresent(limit -> figures.put("heap_limit_mib", limit));
      program.liveHeapMib().ifPresent(live -> figures.put("heap_live_mib", live));
      return figures;
    }
  }

  private List<String> fill() {
    List<String> topics = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        bench.lab().sourceTopics().cluster().producer(Map.of())) {
      for (int topic = 0; topic < TOPICS; topic++) {
        String name = "bench-many-" + topic;
        bench.lab().sourceTopics().create(name, PARTITIONS);
        for (int partition = 0; partition < PARTITIONS; partition++) {
          producer.send(new ProducerRecord<>(name, partition, null, new byte[100]));
        }
        producer.flush();
        topics.add(name);
      }
    }
    return topics;
  }

  private void copied(Program program, List<String> topics) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (String topic : topics) {
      while (!holds(topic)) {
        program.requireAlive();
        if (System.nanoTime() - deadline > 0) {
          throw new BenchFailure(
              topic + " is not copied after " + PATIENCE + "; the log ends:\n" + program.tail());
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  /** A broker takes tens of seconds to make so many logs and names no leader before. */
  private boolean holds(String topic) {
    try {
      return bench.lab().targetTopics().holds(topic, PARTITIONS);
    } catch (ClusterException e) {
      return false;
    }
  }

  private static void park(Program program, Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - until < 0) {
      program.requireAlive();
      LockSupport.parkNanos(Math.min(LOOK_NANOS, Math.max(1, until - System.nanoTime())));
    }
  }
}
