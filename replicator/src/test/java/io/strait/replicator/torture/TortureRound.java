package io.strait.replicator.torture;

import io.strait.replicator.cluster.ClusterException;
import io.strait.sandbox.ReadyTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One seed: a topic, a link with several engines, writers, chaos, and the comparison. */
final class TortureRound implements AutoCloseable {
  private static final int PARTITIONS = 4;
  private static final Duration FIRST_COPIES = Duration.ofSeconds(90);
  private static final Duration CATCH_UP = Duration.ofSeconds(60);
  private final long seed;
  private final Profile profile;
  private final boolean lease;
  private final Side source;
  private final Side target;
  private final String topic;
  private final EngineCrew engines;
  private final List<Writer> writers = new ArrayList<>();
  private volatile int partitions = PARTITIONS;

  TortureRound(long seed, Profile profile, boolean lease, Side source, Side target, Path folder) {
    this.seed = seed;
    this.profile = profile;
    this.lease = lease;
    this.source = source;
    this.target = target;
    this.topic = "t-" + seed;
    ReadyTopics.create(source.cluster().admin(), List.of(newTopic()));
    if (profile.isUnclean()) {
      ReadyTopics.create(target.cluster().admin(), List.of(newTopic()));
    }
    int size = 2 + new Random(seed).nextInt(2);
    this.engines =
        new EngineCrew(
            source.brokers(), target.brokers(), "link-" + seed, lease, topic, size, folder);
  }

  private NewTopic newTopic() {
    return new NewTopic(topic, PARTITIONS, (short) 3).configs(profile.topicSettings());
  }

  long seed() {
    return seed;
  }

  Profile profile() {
    return profile;
  }

  Side source() {
    return source;
  }

  Side target() {
    return target;
  }

  String topic() {
    return topic;
  }

  EngineCrew engines() {
    return engines;
  }

  /** Chaos before the engines are up would hit nothing. */
  private void awaitFirstCopies() {
    try {
      Awaitility.await()
          .atMost(FIRST_COPIES)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> copiedOffsets() > 0);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("nothing was copied: " + copied() + "\n" + engines.reports(), e);
    }
  }

  /** Lets the writers know of partitions that were added. */
  void noticeGrowth() {
    try {
      partitions = source.describe(topic).partitions().size();
    } catch (ClusterException e) {
      // The writers know it later; who judges asks when all brokers are back.
    }
  }

  /**
   * How far the target is behind, for the diary: a round that copied nothing under chaos is weak.
   */
  String copied() {
    return "target ends at " + endsText(target) + ", source at " + endsText(source);
  }

  /** Sum of the target's log ends, or -1 while they cannot be read. */
  long copiedOffsets() {
    try {
      return ends(target).stream().mapToLong(Long::longValue).sum();
    } catch (KafkaException e) {
      return -1;
    }
  }

  private String endsText(Side side) {
    try {
      return ends(side).toString();
    } catch (KafkaException e) {
      return "unknown (" + e.getMessage() + ")";
    }
  }

  private List<Long> ends(Side side) {
    List<Long> ends = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      ends.add(SeenLog.end(side.cluster(), new TopicPartition(topic, i)));
    }
    return ends;
  }

  /** Chaos under load for so long, then quiet, then the comparison; throws on a difference. */
  RoundResult play(Duration time) throws Exception {
    for (int i = 0; i < 5; i++) {
      boolean transactional = i < profile.transactionalWriters();
      writers.add(
          new Writer(source.cluster(), topic, profile, i, seed, transactional, () -> partitions));
    }
    awaitFirstCopies();
    List<String> diary;
    try (Chaos chaos = new Chaos(this)) {
      try {
        chaos.run(time);
      } finally {
        diary = chaos.diary();
      }
    }
    long written = 0;
    for (Writer writer : writers) {
      writer.close();
      written += writer.written();
    }
    Judge judge = new Judge(this, source.describe(topic).partitions().size(), CATCH_UP);
    return new RoundResult(seed, profile, lease, written, judge.verdict(), diary);
  }

  /** The replica of the partition's leader on disk. */
  Path replica(Side side, TopicPartition partition) {
    int leader =
        Optional.ofNullable(Map.copyOf(side.leaders(partition.topic())).get(partition.partition()))
            .orElse(1);
    return side.folder().resolve("node-" + leader).resolve(partition.toString());
  }

  @Override
  public void close() {
    for (Writer writer : writers) {
      writer.close();
    }
    engines.close();
  }
}
