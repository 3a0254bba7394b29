package io.strait.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One principal's ordinary clients, opened and closed for each act. */
final class TestClients {
  private static final int PATIENCE_SECONDS = 20;

  private final Map<String, Object> properties;

  TestClients(KafkaCluster cluster, String principal) {
    this.properties = new TreeMap<>(cluster.clientProperties(principal));
    properties.put("bootstrap.servers", cluster.bootstrap());
    properties.put("reconnect.backoff.max.ms", "200");
  }

  private TestClients(Map<String, Object> properties) {
    this.properties = properties;
  }

  TestClients with(Map<String, String> overlay) {
    Map<String, Object> merged = new TreeMap<>(properties);
    merged.putAll(overlay);
    return new TestClients(merged);
  }

  Admin admin() {
    return Admin.create(properties);
  }

  KafkaProducer<String, String> producer() {
    return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
  }

  void createTopic(String topic, int partitions) {
    try (Admin admin = admin()) {
      NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
      ReadyTopics.create(admin, List.of(wanted));
    }
  }

  void grant(List<AclBinding> acls) {
    try (Admin admin = admin()) {
      await(() -> admin.createAcls(acls).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
  }

  void send(String topic, String key, String value) {
    try (KafkaProducer<String, String> producer = producer()) {
      await(
          () ->
              producer
                  .send(new ProducerRecord<>(topic, key, value))
                  .get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
  }

  List<String> readByGroup(String group, String topic, int count) {
    try (KafkaConsumer<String, String> consumer = consumer(Map.of("group.id", group))) {
      consumer.subscribe(List.of(topic));
      return values(consumer, count);
    }
  }

  /** From partition 0, by assignment. */
  List<String> readAll(String topic, int count) {
    try (KafkaConsumer<String, String> consumer = consumer(Map.of())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return values(consumer, count);
    }
  }

  private KafkaConsumer<String, String> consumer(Map<String, String> more) {
    Map<String, Object> merged = new TreeMap<>(properties);
    merged.put("auto.offset.reset", "earliest");
    merged.putAll(more);
    return new KafkaConsumer<>(merged, new StringDeserializer(), new StringDeserializer());
  }

  private static List<String> values(KafkaConsumer<String, String> consumer, int count) {
    List<String> values = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (values.size() < count && System.nanoTime() - deadline < 0) {
      for (ConsumerRecord<String, String> found : consumer.poll(Duration.ofMillis(100))) {
        values.add(found.value());
      }
    }
    return values;
  }

  private static void await(Call call) {
    try {
      call.run();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the cluster refused", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private interface Call {
    void run() throws ExecutionException, TimeoutException, InterruptedException;
  }
}
