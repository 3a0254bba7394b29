package io.strait.replicator.torture;

import io.strait.sandbox.ReadyTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;

/** One topic of a round with its writers. */
final class Victim implements AutoCloseable {
  private static final short REPLICAS = 3;
  private final Profile profile;
  private final String topic;
  private final Side source;
  private final Side target;
  private final Acknowledged acknowledged = new Acknowledged();
  private final List<Writer> writers = new ArrayList<>();
  private volatile int partitions;

  /** Makes the topic; nothing is written yet. */
  Victim(Profile profile, long seed, int partitions, Side source, Side target) {
    this.profile = profile;
    this.topic = profile.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + seed;
    this.partitions = partitions;
    this.source = source;
    this.target = target;
    NewTopic made = new NewTopic(topic, partitions, REPLICAS);
    ReadyTopics.create(source.cluster().admin(), List.of(made.configs(profile.sourceSettings())));
    if (!profile.mirrorSettings().isEmpty()) {
      NewTopic mirror = new NewTopic(topic, partitions, REPLICAS);
      ReadyTopics.create(
          target.cluster().admin(), List.of(mirror.configs(profile.mirrorSettings())));
    }
  }

  Profile profile() {
    return profile;
  }

  String topic() {
    return topic;
  }

  Acknowledged acknowledged() {
    return acknowledged;
  }

  /** Starts so many writers with bursts of up to so many records. */
  void write(int count, int burst, long seed) {
    for (int i = 0; i < count; i++) {
      boolean transactional = i < Math.min(count - 1, profile.transactionalWriters());
      writers.add(new Writer(source.cluster(), this, burst, i, seed, transactional));
    }
  }

  /** How many partitions the writers may write to. */
  int partitions() {
    return partitions;
  }

  /** Lets the writers know of partitions that were added. */
  void noticeGrowth() {
    partitions = source.describe(topic).partitions().size();
  }

  /** All partitions that there are now. */
  List<TopicPartition> all() {
    List<TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < source.describe(topic).partitions().size(); i++) {
      all.add(new TopicPartition(topic, i));
    }
    return all;
  }

  /** Records acknowledged by the source. */
  long written() {
    return writers.stream().mapToLong(Writer::written).sum();
  }

  /** Sum of the mirror's log ends over the partitions that writers know. */
  long copied() {
    List<TopicPartition> known = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      known.add(new TopicPartition(topic, i));
    }
    return target.ends(known, Isolation.COMMITTED).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Nothing new is begun. */
  void stop() {
    writers.forEach(Writer::stop);
  }

  /** The writers end what they began, at the same time. */
  @Override
  public void close() {
    stop();
    writers.forEach(Writer::close);
  }
}
