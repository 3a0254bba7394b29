package io.strait.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.sandbox.proxy.Direction;
import io.strait.sandbox.proxy.FaultProxy;
import io.strait.sandbox.proxy.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FaultyNetworkIT {
  @TempDir static Path directory;
  static SandboxCluster cluster;
  static FaultProxy proxy;

  private KafkaProducer<String, String> producer;

  @BeforeAll
  static void start() {
    cluster = SandboxCluster.start(SandboxSpec.secured("far", directory).withProxies(7));
    proxy = cluster.proxy(1);
    new TestClients(cluster, Principals.ADMIN).createTopic("t", 1);
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  @BeforeEach
  void warmUp() throws Exception {
    producer =
        new TestClients(cluster, Principals.ADMIN)
            .with(Map.of("linger.ms", "0", "request.timeout.ms", "3000"))
            .producer();
    send().get();
  }

  @AfterEach
  void heal() {
    proxy.heal();
    producer.close();
  }

  private Future<RecordMetadata> send() {
    return producer.send(new ProducerRecord<>("t", "k", "v"));
  }

  @Test
  void shouldAnswerLateWhenLatencyIsSetBothWays() throws Exception {
    assertThat(proxy.connections()).as("clients come through the proxy").isPositive();
    proxy.set(Faults.delayed(Duration.ofMillis(150), Duration.ofMillis(20)));

    long begin = System.nanoTime();
    send().get();

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isBetween(300L, 3_000L);
  }

  @Test
  void shouldHoldTheAnswerWhileStalledAndGiveItAfterwards() throws Exception {
    proxy.set(Direction.TO_CLIENT, Faults.stalled());
    Future<RecordMetadata> sent = send();
    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(20))
        .until(() -> !sent.isDone());

    proxy.set(Faults.NONE);

    assertThat(sent.get().hasOffset()).isTrue();
  }

  @Test
  void shouldReconnectAndWriteOnceWhenTheConnectionIsReset() throws Exception {
    long before = send().get().offset();
    proxy.resetConnections();

    assertThat(send().get().offset()).isEqualTo(before + 1);
  }

  @Test
  void shouldWriteOnceWhenTheAnswerIsCutOff() throws Exception {
    long before = send().get().offset();
    proxy.set(Direction.TO_CLIENT, Faults.cutAfter(10));
    Future<RecordMetadata> sent = send();
    await().atMost(Duration.ofSeconds(10)).until(() -> proxy.connections() == 0 || sent.isDone());
    assertThat(sent.isDone()).as("ten bytes are no answer").isFalse();

    proxy.set(Faults.NONE);

    assertThat(sent.get().offset()).isEqualTo(before + 1);
    assertThat(send().get().offset()).isEqualTo(before + 2);
  }

  @Test
  void shouldComeBackBehindTheSameProxyWhenTheBrokerRestarts() throws Exception {
    cluster.restartBroker(1);

    assertThat(send().get().hasOffset()).isTrue();
  }
}
