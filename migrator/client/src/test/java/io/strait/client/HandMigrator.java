package io.strait.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Does by hand what the migrator does: topics, routes, copies, group offsets. */
final class HandMigrator implements AutoCloseable {
  static final int PARTITIONS = 4;

  private final Map<String, KafkaCluster> clusters = new LinkedHashMap<>();
  private final Map<String, Admin> admins = new HashMap<>();
  private final Map<String, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();
  private final Map<String, KafkaConsumer<byte[], byte[]>> ackReaders = new HashMap<>();
  private final Map<String, RouteAck> acks = new TreeMap<>();
  private final String wave;
  private final String topic;

  HandMigrator(String wave, String topic, List<? extends KafkaCluster> both) {
    this.wave = wave;
    this.topic = topic;
    for (KafkaCluster cluster : both) {
      clusters.put(cluster.alias(), cluster);
      admins.put(cluster.alias(), Admin.create(properties(cluster)));
      producers.put(
          cluster.alias(),
          new KafkaProducer<>(
              properties(cluster), new ByteArraySerializer(), new ByteArraySerializer()));
    }
  }

  Admin admin(String alias) {
    return admins.get(alias);
  }

  private static Map<String, Object> properties(KafkaCluster cluster) {
    Map<String, Object> properties = new HashMap<>(cluster.clientProperties(Principals.ADMIN));
    properties.put("bootstrap.servers", cluster.bootstrap());
    properties.put("max.block.ms", "10000");
    return properties;
  }

  void createTopics() {
    Map<String, String> compact = Map.of("cleanup.policy", "compact");
    List<NewTopic> topics =
        List.of(
            new NewTopic(RouteTopics.ROUTES, 1, (short) 1).configs(compact),
            new NewTopic(RouteTopics.ACKS, 1, (short) 1).configs(compact),
            new NewTopic(topic, PARTITIONS, (short) 1));
    admins
        .values()
        .forEach(
            admin -> {
              List<String> there = List.copyOf(got(admin.listTopics().names()));
              ReadyTopics.create(
                  admin, topics.stream().filter(t -> !there.contains(t.name())).toList());
            });
    clusters.forEach(
        (alias, cluster) -> {
          KafkaConsumer<byte[], byte[]> reader =
              new KafkaConsumer<>(
                  properties(cluster), new ByteArrayDeserializer(), new ByteArrayDeserializer());
          TopicPartition partition = new TopicPartition(RouteTopics.ACKS, 0);
          reader.assign(List.of(partition));
          reader.seekToBeginning(List.of(partition));
          ackReaders.put(alias, reader);
        });
  }

  /** Publishes to these clusters, or to both. */
  void publish(long epoch, Authority authority, String... aliases) {
    List<String> all = List.copyOf(clusters.keySet());
    Route route = new Route(wave, epoch, authority, all.get(0), all.get(1));
    for (String alias : aliases.length == 0 ? all : List.of(aliases)) {
      sent(
          alias,
          new ProducerRecord<>(
              RouteTopics.ROUTES, 0, RouteTopics.key(route), RouteCodec.encode(route)));
    }
  }

  private void sent(String alias, ProducerRecord<byte[], byte[]> record) {
    try {
      producers.get(alias).send(record).get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("cannot write to " + alias, e);
    }
  }

  /** Waits until a client of each role has acknowledged the epoch, read on this cluster. */
  void awaitAcks(String alias, long epoch, String... roles) {
    for (String role : roles) {
      awaitAck(alias, ack -> ack.role().equals(role) && ack.epoch() == epoch);
    }
  }

  void awaitAck(String alias, Predicate<RouteAck> expected) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> assertThat(acks(alias).values()).anyMatch(expected));
  }

  /** The last acknowledgement of each client of this wave. */
  Map<String, RouteAck> acks(String alias) {
    for (ConsumerRecord<byte[], byte[]> one : ackReaders.get(alias).poll(Duration.ofMillis(50))) {
      RouteAck ack = RouteAckCodec.decode(one.value());
      if (ack.wave().equals(wave)) {
        acks.put(ack.instance(), ack);
      }
    }
    return acks;
  }

  /** Appends to one log what the other has more, record by record; both end alike. */
  void copy(String from, String to) {
    try (KafkaConsumer<byte[], byte[]> source =
        new KafkaConsumer<>(
            properties(clusters.get(from)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions();
      source.assign(partitions);
      Map<TopicPartition, Long> ends = source.endOffsets(partitions);
      ends(to).forEach(source::seek);
      while (partitions.stream().anyMatch(p -> source.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> one : source.poll(Duration.ofMillis(100))) {
          producers
              .get(to)
              .send(
                  new ProducerRecord<>(
                      one.topic(),
                      one.partition(),
                      one.timestamp(),
                      one.key(),
                      one.value(),
                      one.headers()));
        }
      }
      producers.get(to).flush();
    }
    assertThat(ends(to)).isEqualTo(ends(from));
  }

  List<TopicPartition> partitions() {
    return IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
  }

  Map<TopicPartition, Long> ends(String alias) {
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            properties(clusters.get(alias)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return new HashMap<>(reader.endOffsets(partitions()));
    }
  }

  /** Every record of the topic, by partition and in order. */
  Map<Integer, List<String>> scan(String alias) {
    Map<Integer, List<String>> found = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            properties(clusters.get(alias)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      Map<TopicPartition, Long> ends = ends(alias);
      reader.assign(ends.keySet());
      reader.seekToBeginning(ends.keySet());
      while (ends.entrySet().stream().anyMatch(e -> reader.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> one : reader.poll(Duration.ofMillis(100))) {
          found
              .computeIfAbsent(one.partition(), p -> new java.util.ArrayList<>())
              .add(new String(one.key()) + "=" + new String(one.value()));
        }
      }
    }
    return found;
  }

  /** Puts the group's exact positions on the other cluster, without leader epochs. */
  Map<TopicPartition, Long> moveGroup(String group, String from, String to) {
    Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
    Map<TopicPartition, Long> plain = new HashMap<>();
    got(admins.get(from).listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, at) -> {
              moved.put(partition, new OffsetAndMetadata(at.offset(), Optional.empty(), ""));
              plain.put(partition, at.offset());
            });
    got(admins.get(to).alterConsumerGroupOffsets(group, moved).all());
    return plain;
  }

  /** Puts the group at these offsets, without leader epochs. */
  void moveGroupTo(String group, String to, Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
    offsets.forEach((partition, at) -> moved.put(partition, new OffsetAndMetadata(at)));
    got(admins.get(to).alterConsumerGroupOffsets(group, moved).all());
  }

  static <T> T got(KafkaFuture<T> call) {
    try {
      return call.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the cluster refused", e);
    }
  }

  @Override
  public void close() {
    ackReaders.values().forEach(KafkaConsumer::close);
    producers.values().forEach(producer -> producer.close(Duration.ofSeconds(1)));
    admins.values().forEach(admin -> admin.close(Duration.ofSeconds(1)));
  }
}
