package io.strait.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class ChildClusterIT {
  @TempDir static Path directory;
  static ChildCluster cluster;
  static TestClients admin;

  @BeforeAll
  static void start() {
    cluster =
        ChildCluster.start(
            SandboxSpec.secured("child", directory)
                .withSetting("broker.session.timeout.ms", "3000")
                .withSetting("broker.heartbeat.interval.ms", "500"));
    admin = new TestClients(cluster, Principals.ADMIN);
  }

  @AfterAll
  static void close() {
    long pid = cluster.pid(1);
    cluster.close();
    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void shouldKeepAcknowledgedRecordsWhenKilledAndStartedAgain() {
    admin.createTopic("kept", 1);
    admin.send("kept", "k", "before");
    long first = cluster.pid(1);

    cluster.killBroker(1);
    assertThat(ProcessHandle.of(first)).isEmpty();
    cluster.startBroker(1);
    admin.send("kept", "k", "after");

    assertThat(cluster.pid(1)).isNotEqualTo(first);
    assertThat(admin.readAll("kept", 2)).containsExactly("before", "after");
    assertThat(cluster.log(1)).isNotEmptyFile();
  }

  @Test
  void shouldAnswerNothingWhilePausedAndGoOnWhenResumed() throws Exception {
    admin.createTopic("frozen", 1);
    try (KafkaProducer<String, String> producer = admin.with(Map.of("linger.ms", "0")).producer()) {
      producer.send(new ProducerRecord<>("frozen", "k", "warm")).get();

      cluster.pauseBroker(1);
      Future<RecordMetadata> sent = producer.send(new ProducerRecord<>("frozen", "k", "held"));
      await()
          .during(Duration.ofMillis(700))
          .atMost(Duration.ofSeconds(20))
          .until(() -> !sent.isDone());
      cluster.resumeBroker(1);

      assertThat(sent.get().offset()).isEqualTo(1);
    }
  }

  /** Started by the test below as a program of its own. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws Exception {
      ChildCluster orphans = ChildCluster.start(SandboxSpec.plain("left", Path.of(arguments[0])));
      System.out.println("pid " + orphans.pid(1));
      Thread.currentThread().join();
    }
  }

  @Test
  void shouldEndItsBrokersWhenTheParentIsKilled(@TempDir Path others) throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                others.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = parent.inputReader()) {
      String line =
          output.lines().filter(text -> text.startsWith("pid ")).findFirst().orElseThrow();
      long child = Long.parseLong(line.substring("pid ".length()));
      assertThat(ProcessHandle.of(child)).isPresent();

      parent.destroyForcibly().waitFor();

      await().atMost(Duration.ofSeconds(30)).until(() -> ProcessHandle.of(child).isEmpty());
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void shouldRefuseToStartTwiceAndToPauseTheDead() {
    assertThatThrownBy(() -> cluster.startBroker(1))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("already running");
    cluster.stopBroker(1);
    assertThat(cluster.log(1)).content().as("a stop in good order").contains("shutting down");
    assertThatThrownBy(() -> cluster.pauseBroker(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("start it first");
    cluster.startBroker(1);
  }
}
