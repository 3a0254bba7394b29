package io.strait.ops.bench.cell;

import io.strait.ops.bench.data.Shape;
import io.strait.ops.bench.engine.Aim;
import io.strait.ops.bench.engine.Assignment;
import io.strait.ops.bench.engine.Engine;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.host.Program;
import io.strait.ops.bench.lab.Groups;
import io.strait.ops.bench.lab.RecordReading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records per partition a consumer group would read again if it moved to the target.
 *
 * <p>Groups stand at places spread over the whole log. MirrorMaker 2 is asked to translate and
 * commit their positions itself ({@code sync.group.offsets.enabled}, every 2 s), has copied
 * everything and has had time for two more intervals; what it committed on the target is taken.
 * Strait keeps offsets, so a position is its own translation. Either way the record that stands at
 * the translated position on the target is <b>read</b>, and its key tells which one it is at the
 * source; nothing is believed. A position that is not translated at all means reading the partition
 * from its start.
 */
public final class Positions {
  private static final int GROUPS = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration TWO_INTERVALS = Duration.ofSeconds(5);
  private static final Duration READING = Duration.ofSeconds(20);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final String KEY_START = "order-";

  private final Bench bench;

  /** Measures there. */
  public Positions(Bench bench) {
    this.bench = bench;
  }

  /**
   * One run of an engine that translates.
   *
   * @throws BenchFailure when the engine ends or does not finish copying
   */
  public Figures run(String run, Engine engine, Shape shape) {
    bench.lab().wipe();
    bench.lab().targetTopics().create(shape.topic(), bench.partitions());
    Groups sources = new Groups(bench.lab().sourceTopics());
    Groups targets = new Groups(bench.lab().targetTopics());
    Map<String, Map<TopicPartition, Long>> stands = stands(run, shape.topic());
    sources.commit(stands);
    try (Program program = bench.engines().start(engine, assignment(run, shape))) {
      copied(program, shape.topic());
      Map<String, Map<TopicPartition, Long>> moved =
          engine == Engine.STRAIT ? stands : translated(program, targets, stands);
      program.stop();
      return figures(stands, moved);
    } finally {
      sources.delete(stands.keySet());
      targets.delete(stands.keySet());
    }
  }

  private Map<String, Map<TopicPartition, Long>> stands(String run, String topic) {
    Map<String, Map<TopicPartition, Long>> stands = new HashMap<>();
    Map<Integer, Long> ends = bench.lab().sourceTopics().ends(topic, bench.partitions());
    for (int group = 1; group <= GROUPS; group++) {
      Map<TopicPartition, Long> stand = new HashMap<>();
      for (Map.Entry<Integer, Long> end : ends.entrySet()) {
        stand.put(new TopicPartition(topic, end.getKey()), end.getValue() * group / (GROUPS + 1));
      }
      stands.put(run + "-" + group, stand);
    }
    return stands;
  }

  private Assignment assignment(String run, Shape shape) {
    return new Assignment(
        run,
        bench.lab().source(),
        bench.lab().target(),
        List.of(shape.topic()),
        bench.partitions(),
        shape.codec(),
        Aim.NOTICE,
        bench.folder());
  }

  private void copied(Program program, String topic) {
    long deadline = System.nanoTime() + PATIENCE.toNanos() * 4;
    Map<Integer, Long> wanted = bench.lab().sourceTopics().ends(topic, bench.partitions());
    while (!bench.lab().targetTopics().ends(topic, bench.partitions()).equals(wanted)) {
      program.requireAlive();
      if (System.nanoTime() - deadline > 0) {
        throw new BenchFailure("the copy does not finish; the log ends:\n" + program.tail());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Waits for every position, or as long as patience lasts, and then for two more intervals. */
  private static Map<String, Map<TopicPartition, Long>> translated(
      Program program, Groups targets, Map<String, Map<TopicPartition, Long>> stands) {
    int wanted = stands.values().stream().mapToInt(Map::size).sum();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long settled = Long.MAX_VALUE;
    while (true) {
      program.requireAlive();
      Map<String, Map<TopicPartition, Long>> found = targets.positions(stands.keySet());
      long now = System.nanoTime();
      boolean all = found.values().stream().mapToInt(Map::size).sum() >= wanted;
      if (settled == Long.MAX_VALUE && (all || now - deadline > 0)) {
        settled = now + TWO_INTERVALS.toNanos();
      }
      if (settled != Long.MAX_VALUE && now - settled > 0) {
        return found;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private Figures figures(
      Map<String, Map<TopicPartition, Long>> stands, Map<String, Map<TopicPartition, Long>> moved) {
    int missing = 0;
    int at = 0;
    double[] reread = new double[stands.values().stream().mapToInt(Map::size).sum()];
    try (Consumer<byte[], byte[]> target =
        bench
            .lab()
            .targetTopics()
            .cluster()
            .consumer(
                Map.of(
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1,
                    ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1))) {
      for (Map.Entry<String, Map<TopicPartition, Long>> group : stands.entrySet()) {
        for (Map.Entry<TopicPartition, Long> stand : group.getValue().entrySet()) {
          Long there = moved.getOrDefault(group.getKey(), Map.of()).get(stand.getKey());
          missing += there == null ? 1 : 0;
          reread[at++] =
              stand.getValue() - (there == null ? 0 : number(target, stand.getKey(), there));
        }
      }
    }
    Arrays.sort(reread);
    return new Figures()
        .put("reread_median", reread[reread.length / 2])
        .put("reread_p90", reread[(int) (reread.length * 0.9)])
        .put("reread_max", reread[reread.length - 1])
        .put("skipped_max", Math.max(0, -reread[0]))
        .put("untranslated", missing)
        .put("positions", reread.length);
  }

  /** Which record of the source's partition stands there on the target. */
  private static long number(
      Consumer<byte[], byte[]> target, TopicPartition partition, long offset) {
    byte[] key = RecordReading.at(target, partition, offset, READING).key();
    return Long.parseLong(new String(key, StandardCharsets.US_ASCII).substring(KEY_START.length()));
  }
}
