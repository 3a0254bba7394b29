package io.strait.ops.plant;

import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.ReadyTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes topics of two clusters by hand. */
final class Topics implements AutoCloseable {
  private final KafkaCluster source;
  private final KafkaCluster target;

  private final Map<String, Producer<byte[], byte[]>> copiers = new HashMap<>();
  private final Map<String, Producer<byte[], byte[]>> loaders = new HashMap<>();

  Topics(KafkaCluster source, KafkaCluster target) {
    this.source = source;
    this.target = target;
  }

  void create(
      Map<String, Map<String, String>> onSource, Map<String, Map<String, String>> onTarget) {
    create(source, onSource, 1);
    create(target, onTarget, 1);
  }

  /** Topics of several partitions on each side, and their copies as they are given. */
  void spread(Map<String, SpreadCopy> copies) {
    Map<String, Map<String, String>> plain = new HashMap<>();
    copies.keySet().forEach(topic -> plain.put(topic, Map.of("retention.ms", "-1")));
    create(source, plain, SpreadCopy.SOURCES);
    create(target, plain, SpreadCopy.TARGETS);
    try (Producer<byte[], byte[]> from = producer(source, "none", Map.of());
        Producer<byte[], byte[]> to = producer(target, "lz4", Map.of())) {
      copies.forEach((topic, copy) -> copy.write(topic, from, to));
    }
  }

  private static void create(
      KafkaCluster cluster, Map<String, Map<String, String>> topics, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
      List<NewTopic> wanted =
          topics.entrySet().stream()
              .map(
                  entry ->
                      new NewTopic(entry.getKey(), partitions, (short) 1).configs(entry.getValue()))
              .toList();
      ReadyTopics.create(admin, wanted);
    }
  }

  /** Appends records to the source in the style of the topic. */
  void load(SourceLog log, String topic, Style style, int records) throws Exception {
    Producer<byte[], byte[]> producer =
        loaders.computeIfAbsent(style.name(), name -> loader(style));
    log.append(producer, topic, style.isTransactional(), records);
  }

  private Producer<byte[], byte[]> loader(Style style) {
    if (!style.isTransactional()) {
      return producer(source, style.codec(), Map.of());
    }
    Producer<byte[], byte[]> producer =
        producer(source, style.codec(), Map.of("transactional.id", "source-" + style));
    producer.initTransactions();
    return producer;
  }

  /** Writes a copy with another codec and batches of its own, some of one record. */
  void copy(List<Written> records, String topic, Style style, Random random) throws Exception {
    String codec = random.nextBoolean() ? style.codec() : "lz4";
    Producer<byte[], byte[]> producer =
        copiers.computeIfAbsent(codec, name -> producer(target, name, Map.of()));
    Future<RecordMetadata> last = null;
    int batch = 1;
    for (Written record : records) {
      last = producer.send(record.to(topic));
      if (--batch == 0) {
        producer.flush();
        batch = 1 + random.nextInt(12);
      }
    }
    producer.flush();
    if (last != null) {
      last.get();
    }
  }

  @Override
  public void close() {
    copiers.values().forEach(Producer::close);
    loaders.values().forEach(Producer::close);
  }

  private static Producer<byte[], byte[]> producer(
      KafkaCluster cluster, String codec, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", cluster.bootstrap());
    settings.put("compression.type", codec);
    settings.put("linger.ms", 1_000);
    settings.put("acks", "all");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
