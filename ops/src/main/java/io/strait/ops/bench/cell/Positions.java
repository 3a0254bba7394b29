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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records per partition a consumer group would read again if it moved to the target.
 *
 * <p>Two kinds of groups, shown apart: <b>mid-log</b> ones stand at places spread over the whole
 * log, as lagging or stopped consumers do, which is where MirrorMaker 2's translation is coarsest
 * by design (it keeps few offset pairs, the fewer the older); <b>near-end</b> ones stand 1 to 5,000
 * records before the end, as consumers that keep up do, which is what it is made for.
 *
 * <p>MirrorMaker 2 is asked to translate and commit positions itself ({@code
 * sync.group.offsets.enabled}, every 2 s), has copied everything and has had time for two more
 * intervals; what it committed on the target is taken. Strait keeps offsets here, so there is
 * nothing to translate: what is measured is whether a position that is taken over as it is means
 * the same record. Either way the record that stands at the position on the target is <b>read</b>,
 * and its key tells which one it is at the source; nothing is believed. A position that is not
 * translated at all counts as reading the partition from its start, and is counted apart ({@code
 * untranslated}). Exact means: none read again and none skipped.
 */
public final class Positions {
  private static final int MID_LOG = 6;
  private static final List<Long> BEFORE_END = List.of(1L, 10L, 100L, 500L, 2_000L, 5_000L);
  private static final String NEAR_END = "-near-";
  private static final Duration COPYING = Duration.ofMinutes(6);
  private static final Duration TWO_INTERVALS = Duration.ofSeconds(5);
  private static final Duration READING = Duration.ofSeconds(20);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final String KEY_START = "order-";

  private final Bench bench;
  private final Duration patience;

  /** Measures there; waits so long for positions that are not translated. */
  public Positions(Bench bench, Duration patience) {
    this.bench = bench;
    this.patience = patience;
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
    for (int group = 1; group <= MID_LOG; group++) {
      int part = group;
      stands.put(run + "-mid-" + group, stand(topic, ends, end -> end * part / (MID_LOG + 1)));
    }
    for (long before : BEFORE_END) {
      stands.put(run + NEAR_END + before, stand(topic, ends, end -> Math.max(0, end - before)));
    }
    return stands;
  }

  private static Map<TopicPartition, Long> stand(
      String topic, Map<Integer, Long> ends, LongUnaryOperator place) {
    Map<TopicPartition, Long> stand = new HashMap<>();
    ends.forEach(
        (partition, end) ->
            stand.put(new TopicPartition(topic, partition), place.applyAsLong(end)));
    return stand;
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
    long deadline = System.nanoTime() + COPYING.toNanos();
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
  private Map<String, Map<TopicPartition, Long>> translated(
      Program program, Groups targets, Map<String, Map<TopicPartition, Long>> stands) {
    int wanted = stands.values().stream().mapToInt(Map::size).sum();
    long deadline = System.nanoTime() + patience.toNanos();
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
    List<Double> mid = new ArrayList<>();
    List<Double> nearEnd = new ArrayList<>();
    int missing = 0;
    try (Consumer<byte[], byte[]> target = reader()) {
      for (Map.Entry<String, Map<TopicPartition, Long>> group : stands.entrySet()) {
        List<Double> mine = group.getKey().contains(NEAR_END) ? nearEnd : mid;
        for (Map.Entry<TopicPartition, Long> stand : group.getValue().entrySet()) {
          Long there = moved.getOrDefault(group.getKey(), Map.of()).get(stand.getKey());
          missing += there == null ? 1 : 0;
          long found = there == null ? 0 : number(target, stand.getKey(), there);
          mine.add((double) (stand.getValue() - found));
        }
      }
    }
    Collections.sort(mid);
    Collections.sort(nearEnd);
    double least = Math.min(mid.get(0), nearEnd.get(0));
    return new Figures()
        .put("reread_mid_median", mid.get(mid.size() / 2))
        .put("reread_mid_max", mid.get(mid.size() - 1))
        .put("reread_end_median", nearEnd.get(nearEnd.size() / 2))
        .put("reread_end_max", nearEnd.get(nearEnd.size() - 1))
        .put("reread_max", Math.max(mid.get(mid.size() - 1), nearEnd.get(nearEnd.size() - 1)))
        .put("skipped_max", Math.max(0, -least))
        .put("untranslated", missing)
        .put("positions", mid.size() + nearEnd.size());
  }

  /** Reads single records. */
  private Consumer<byte[], byte[]> reader() {
    return bench
        .lab()
        .targetTopics()
        .cluster()
        .consumer(
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1));
  }

  /** Which record of the source's partition stands there on the target. */
  private static long number(
      Consumer<byte[], byte[]> target, TopicPartition partition, long offset) {
    byte[] key = RecordReading.at(target, partition, offset, READING).key();
    return Long.parseLong(new String(key, StandardCharsets.US_ASCII).substring(KEY_START.length()));
  }
}
