package io.strait.ops.estate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics with odd names and settings, and their records. */
final class EstateTopics {
  private static final List<String> ODD =
      List.of(
          "0",
          "A",
          "a",
          "-",
          "_x",
          "--dashes--",
          "dots...inside",
          ".leading",
          "trailing.",
          "CON",
          "UPPER-lower-09",
          "x".repeat(249),
          "internal-looking",
          "strait-no-dot",
          "null",
          "true");

  private final Admin admin;
  private final Map<String, Object> client;
  private final Random random;
  private final Map<String, Integer> partitions = new TreeMap<>();

  EstateTopics(Admin admin, Map<String, Object> client, long seed) {
    this.admin = admin;
    this.client = client;
    this.random = new Random(seed);
  }

  Set<String> names() {
    return new TreeSet<>(partitions.keySet());
  }

  int partitions(String topic) {
    return partitions.get(topic);
  }

  void create(int count) throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    for (int i = 0; topics.size() < count; i++) {
      String name = i < ODD.size() ? ODD.get(i) : "topic-" + partitions.size() + "-" + word(8);
      int size = 1 + random.nextInt(3);
      if (partitions.putIfAbsent(name, size) == null) {
        topics.add(new NewTopic(name, size, (short) 1).configs(configs()));
      }
    }
    admin.createTopics(topics).all().get();
    fill(topics.stream().map(NewTopic::name).toList());
  }

  /** New topics, grown ones, changed and unset settings, more records. */
  void storm() throws Exception {
    List<String> before = List.copyOf(partitions.keySet());
    create(3 + random.nextInt(5));
    Map<String, NewPartitions> grown = new HashMap<>();
    Map<ConfigResource, java.util.Collection<AlterConfigOp>> altered = new HashMap<>();
    for (String topic : before) {
      if (random.nextInt(8) == 0) {
        int size = partitions.get(topic) + 1 + random.nextInt(2);
        partitions.put(topic, size);
        grown.put(topic, NewPartitions.increaseTo(size));
      }
      if (random.nextInt(3) == 0) {
        altered.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), alterations());
      }
    }
    admin.createPartitions(grown).all().get();
    admin.incrementalAlterConfigs(altered).all().get();
    fill(before.stream().filter(topic -> random.nextInt(4) == 0).toList());
  }

  private List<AlterConfigOp> alterations() {
    List<AlterConfigOp> ops =
        configs().entrySet().stream()
            .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .collect(Collectors.toCollection(ArrayList::new));
    boolean set = ops.stream().anyMatch(op -> op.configEntry().name().equals("segment.ms"));
    if (!set) {
      ops.add(new AlterConfigOp(new ConfigEntry("segment.ms", ""), AlterConfigOp.OpType.DELETE));
    }
    return ops;
  }

  private Map<String, String> configs() {
    Map<String, String> configs = new TreeMap<>();
    maybe(configs, "retention.ms", "-1", "3600000000", "604800000");
    maybe(configs, "retention.bytes", "-1", "1073741824");
    maybe(configs, "cleanup.policy", "delete", "compact", "compact,delete");
    maybe(configs, "segment.ms", "86400000", "604800001");
    maybe(configs, "segment.bytes", "16777216", "536870912");
    maybe(configs, "delete.retention.ms", "3600000", "86400001");
    maybe(configs, "min.compaction.lag.ms", "0", "1000");
    maybe(configs, "max.message.bytes", "2097152", "1000000");
    maybe(configs, "compression.type", "zstd", "lz4", "producer", "uncompressed");
    maybe(configs, "message.timestamp.type", "LogAppendTime", "CreateTime");
    maybe(configs, "min.insync.replicas", "1");
    maybe(configs, "unclean.leader.election.enable", "false", "true");
    maybe(configs, "flush.messages", "10000");
    maybe(configs, "preallocate", "false");
    return configs;
  }

  private void maybe(Map<String, String> configs, String key, String... values) {
    if (random.nextInt(4) == 0) {
      configs.put(key, values[random.nextInt(values.length)]);
    }
  }

  /** Keys everywhere, for some of the topics are compacted. */
  private void fill(List<String> topics) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("linger.ms", 20);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (String topic : topics) {
        int records = random.nextInt(40);
        for (int i = 0; i < records; i++) {
          byte[] key = ("k" + random.nextInt(1_000_000)).getBytes(StandardCharsets.UTF_8);
          byte[] value = word(20 + random.nextInt(200)).getBytes(StandardCharsets.UTF_8);
          int partition = random.nextInt(partitions.get(topic));
          producer.send(new ProducerRecord<>(topic, partition, key, value));
        }
      }
    }
  }

  private String word(int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }
}
