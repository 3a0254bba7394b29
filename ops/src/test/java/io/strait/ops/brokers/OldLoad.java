package io.strait.ops.brokers;

import io.strait.ops.TwoClusters;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.ChildCluster;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.KafkaRelease;
import io.strait.sandbox.ReadyTopics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What an old cluster has gathered over the years: every codec, transactions, old message formats,
 * a log without its beginning, a group.
 */
final class OldLoad {
  static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  static final int PARTITIONS = 2;

  /** Where the group of the topic that moves stands in its first partition. */
  static final long COMMITTED = 7;

  private static final int RECORDS = 40;

  private final ChildCluster old;
  private final Cluster cluster;
  private int sent;

  private OldLoad(ChildCluster old, Cluster cluster) {
    this.old = old;
    this.cluster = cluster;
  }

  /** A topic's name on every cluster; no two old clusters share one. */
  static String topic(ChildCluster old, String kind) {
    return old.alias() + "." + kind;
  }

  static void fill(ChildCluster old, KafkaRelease release) {
    try (Cluster cluster = TwoClusters.admin(old)) {
      OldLoad load = new OldLoad(old, cluster);
      List.of("plain", "txn", "trimmed", "live", "moved")
          .forEach(kind -> load.create(kind, Map.of()));
      load.everyCodec("plain", CODECS, true);
      load.transactions("txn");
      load.everyCodec("trimmed", List.of("none"), true);
      load.trim("trimmed");
      load.everyCodec("moved", List.of("lz4"), true);
      load.commit("movers", "moved");
      if (release == KafkaRelease.V2_8_2) {
        load.oldFormat("format-0", "0.9.0");
        load.oldFormat("format-1", "0.10.2");
      }
    }
  }

  /** What the old clusters shall get from a new one. */
  static void fillBack(KafkaCluster west, Collection<ChildCluster> olds) {
    try (Cluster cluster = TwoClusters.admin(west)) {
      for (ChildCluster old : olds) {
        OldLoad load = new OldLoad(old, cluster);
        load.create("back", Map.of());
        load.everyCodec("back", CODECS, true);
        load.transactions("back");
      }
    }
  }

  private void create(String kind, Map<String, String> configs) {
    ReadyTopics.create(
        cluster.admin(),
        List.of(new NewTopic(topic(old, kind), PARTITIONS, (short) 1).configs(configs)));
  }

  private void everyCodec(String kind, List<String> codecs, boolean headers) {
    for (String codec : codecs) {
      for (boolean idempotent : headers ? new boolean[] {true, false} : new boolean[] {false}) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("compression.type", codec);
        settings.put("enable.idempotence", Boolean.toString(idempotent));
        settings.put("acks", idempotent ? "all" : "1");
        settings.put("linger.ms", 5);
        try (Producer<byte[], byte[]> producer = cluster.producer(settings)) {
          for (int i = 0; i < RECORDS; i++) {
            ProducerRecord<byte[], byte[]> one = next(kind);
            if (headers) {
              one.headers().add("codec", bytes(codec));
            }
            producer.send(one);
          }
        }
      }
    }
  }

  private void transactions(String kind) {
    String id = topic(old, kind);
    try (Producer<byte[], byte[]> producer = cluster.producer(Map.of("transactional.id", id))) {
      producer.initTransactions();
      for (int round = 0; round < 6; round++) {
        producer.beginTransaction();
        for (int i = 0; i < RECORDS; i++) {
          producer.send(next(kind));
        }
        producer.flush();
        if (round % 3 == 1) {
          producer.abortTransaction();
        } else {
          producer.commitTransaction();
        }
      }
    }
  }

  /** Written in an old format first, then in the present one, as after an upgrade. */
  private void oldFormat(String kind, String version) {
    create(kind, Map.of("message.format.version", version));
    everyCodec(kind, List.of("none", "gzip", "snappy", "lz4"), false);
    cluster.await(
        "ending the old format",
        cluster
            .admin()
            .incrementalAlterConfigs(
                Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic(old, kind)),
                    List.of(
                        new AlterConfigOp(
                            new ConfigEntry("message.format.version", "2.8"),
                            AlterConfigOp.OpType.SET))))
            .all());
    everyCodec(kind, List.of("zstd"), false);
  }

  private void trim(String kind) {
    Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
    for (int i = 0; i < PARTITIONS; i++) {
      before.put(new TopicPartition(topic(old, kind), i), RecordsToDelete.beforeOffset(15));
    }
    cluster.await("deleting records", cluster.admin().deleteRecords(before).all());
  }

  private void commit(String group, String kind) {
    TopicPartition partition = new TopicPartition(topic(old, kind), 0);
    cluster.await(
        "committing",
        cluster
            .admin()
            .alterConsumerGroupOffsets(
                old.alias() + "." + group, Map.of(partition, new OffsetAndMetadata(COMMITTED)))
            .all());
  }

  private ProducerRecord<byte[], byte[]> next(String kind) {
    int number = sent++;
    return new ProducerRecord<>(
        topic(old, kind), number % PARTITIONS, bytes("key " + number), bytes("value " + number));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** All kinds of topics that {@link #fill} makes. */
  static List<String> topics(ChildCluster old, KafkaRelease release) {
    List<String> kinds = new ArrayList<>(List.of("plain", "txn", "trimmed", "live"));
    if (release == KafkaRelease.V2_8_2) {
      kinds.addAll(List.of("format-0", "format-1"));
    }
    return kinds.stream().map(kind -> topic(old, kind)).toList();
  }
}
