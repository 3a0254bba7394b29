package io.strait.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.sandbox.Principals;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The fence comes without a hold, and a cluster goes away. */
@Timeout(90)
class FencedClientsIT {
  @TempDir static Path directory;
  static SandboxCluster east;
  static SandboxCluster west;

  @BeforeAll
  static void start() {
    CompletableFuture<SandboxCluster> other =
        CompletableFuture.supplyAsync(
            () -> SandboxCluster.start(SandboxSpec.secured("west", directory)));
    east = SandboxCluster.start(SandboxSpec.secured("east", directory));
    west = other.join();
    for (SandboxCluster cluster : List.of(east, west)) {
      cluster.grantApplication(List.of("fenced", "alone"), List.of("fenced-readers"));
    }
  }

  @AfterAll
  static void stop() {
    east.close();
    west.close();
  }

  private static SwitchingConfig config(String wave, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>();
    all.put("strait.wave", wave);
    all.put("strait.clusters", "east,west");
    all.put("auto.offset.reset", "earliest");
    all.put("linger.ms", "2");
    for (SandboxCluster cluster : List.of(east, west)) {
      String prefix = "strait." + cluster.alias() + ".";
      all.put(prefix + "bootstrap.servers", cluster.bootstrap());
      cluster
          .clientProperties(Principals.APP)
          .forEach((key, value) -> all.put(prefix + key, value));
    }
    all.putAll(more);
    return SwitchingConfig.of(all);
  }

  private static SwitchingProducer<String, String> producer(String wave) {
    return new SwitchingProducer<>(
        config(wave, Map.of()), new StringSerializer(), new StringSerializer());
  }

  private static SwitchingConsumer<String, String> consumer(String wave, Map<String, String> more) {
    return new SwitchingConsumer<>(
        config(wave, more), new StringDeserializer(), new StringDeserializer());
  }

  private static AclBinding deny(ResourceType type, String name, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:app", "*", operation, AclPermissionType.DENY));
  }

  @Test
  void shouldLoseNothingWhenTheFenceComesWithoutAHold() throws Exception {
    AclBinding writes = deny(ResourceType.TOPIC, "fenced", AclOperation.WRITE);
    AclBinding group = deny(ResourceType.GROUP, "fenced-readers", AclOperation.READ);
    try (HandMigrator migrator = new HandMigrator("fence", "fenced", List.of(east, west))) {
      migrator.createTopics();
      migrator.publish(1, Authority.SOURCE);
      LiveLoad load = new LiveLoad("fenced");
      Map<String, String> classic = Map.of("group.id", "fenced-readers");
      try (SwitchingProducer<String, String> producer = producer("fence");
          SwitchingConsumer<String, String> consumer = consumer("fence", classic)) {
        consumer.subscribe(List.of("fenced"));
        load.produce(producer);
        load.consume(consumer);
        awaitMoreRead(load, 1_000);

        Admin admin = migrator.admin("east");
        HandMigrator.got(admin.createAcls(List.of(writes)).all());
        awaitQuiet(migrator, "east");
        awaitAllRead(load, migrator);
        migrator.copy("east", "west");
        HandMigrator.got(admin.createAcls(List.of(group)).all());
        HandMigrator.got(
            admin
                .removeMembersFromConsumerGroup(
                    "fenced-readers", new RemoveMembersFromConsumerGroupOptions())
                .all());
        // The consumer has read to the frontier; what it had not committed yet is not its fault.
        migrator.moveGroupTo("fenced-readers", "west", migrator.ends("west"));
        long held = load.sent();
        migrator.publish(3, Authority.TARGET);
        migrator.awaitAcks("west", 3, RouteAck.PRODUCER, RouteAck.CONSUMER);
        awaitMoreRead(load, 1_000);
        assertThat(held).isGreaterThan(total(migrator.ends("east")));

        load.stopSending();
        producer.flush();
        Awaitility.await()
            .atMost(Duration.ofSeconds(15))
            .until(() -> load.readCount() >= load.sent());
        load.stop();
        HandMigrator.got(admin.deleteAcls(List.of(writes.toFilter(), group.toFilter())).all());
      }
      load.judge();
      load.judge(migrator.scan("west"));
    }
  }

  @Test
  void shouldWorkOnWhenTheOtherClusterIsDown() throws Exception {
    try (HandMigrator migrator = new HandMigrator("alone", "alone", List.of(east, west))) {
      migrator.createTopics();
      migrator.publish(1, Authority.TARGET);
      try (SwitchingProducer<String, String> producer = producer("alone")) {
        producer.send(new ProducerRecord<>("alone", 0, "k", "0")).get(30, TimeUnit.SECONDS);
        east.stopBroker(1);
        try {
          producer.send(new ProducerRecord<>("alone", 0, "k", "1")).get(30, TimeUnit.SECONDS);
          migrator.publish(2, Authority.NONE, "west");
          migrator.awaitAcks("west", 2, RouteAck.PRODUCER);
          var held = producer.send(new ProducerRecord<>("alone", 0, "k", "2"));
          migrator.publish(3, Authority.TARGET, "west");
          assertThat(held.get(30, TimeUnit.SECONDS).offset()).isEqualTo(2);

          try (SwitchingProducer<String, String> late = producer("alone")) {
            assertThat(
                    late.send(new ProducerRecord<>("alone", 0, "k", "3"))
                        .get(30, TimeUnit.SECONDS)
                        .offset())
                .isEqualTo(3);
          }
        } finally {
          east.startBroker(1);
        }
      }
    }
  }

  private static void awaitMoreRead(LiveLoad load, long more) {
    long goal = load.readCount() + more;
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> !load.failures().isEmpty() || load.readCount() >= goal);
    assertThat(load.failures()).isEmpty();
  }

  private static void awaitQuiet(HandMigrator migrator, String alias) {
    AtomicReference<Map<TopicPartition, Long>> last = new AtomicReference<>(Map.of());
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              Map<TopicPartition, Long> now = migrator.ends(alias);
              return now.equals(last.getAndSet(now));
            });
  }

  private static void awaitAllRead(LiveLoad load, HandMigrator migrator) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> load.readCount() == total(migrator.ends("east")));
  }

  private static long total(Map<TopicPartition, Long> ends) {
    return ends.values().stream().mapToLong(Long::longValue).sum();
  }
}
