package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.TwoClusters;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies made by hand between two real clusters that hold no topic of Strait's, by command line.
 */
@Timeout(120)
class VerifyIT {
  private static final long TIME = 1_700_000_000_000L;

  @TempDir private static Path folder;
  private static TwoClusters clusters;
  private static Path eastFile;
  private static Path westFile;

  @BeforeAll
  static void start() throws IOException {
    clusters = TwoClusters.start(folder);
    eastFile = properties(clusters.east(), Map.of());
    westFile = properties(clusters.west(), Map.of());
  }

  @AfterAll
  static void stop() {
    clusters.close();
  }

  private static Path properties(KafkaCluster cluster, Map<String, String> other)
      throws IOException {
    Properties properties = new Properties();
    properties.putAll(cluster.clientProperties(Principals.ADMIN));
    properties.putAll(other);
    Path file = Files.createTempFile(folder, cluster.alias(), ".properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file;
  }

  private static void create(String topic, int partitions) {
    NewTopic wanted =
        new NewTopic(topic, Optional.of(partitions), Optional.empty())
            .configs(Map.of("retention.ms", "-1"));
    for (KafkaCluster box : List.of(clusters.east(), clusters.west())) {
      try (Cluster cluster = TwoClusters.admin(box)) {
        ReadyTopics.create(cluster.admin(), List.of(wanted));
      }
    }
  }

  private static void write(
      KafkaCluster box, String topic, int partition, int from, int to, IntFunction<byte[]> value) {
    try (Cluster cluster = TwoClusters.admin(box);
        Producer<byte[], byte[]> producer = cluster.producer(Map.of())) {
      for (int i = from; i < to; i++) {
        byte[] key = Integer.toString(i % 50).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, partition, TIME + i, key, value.apply(i)));
      }
      producer.flush();
    }
  }

  private static void both(String topic, int partition, int from, int to, int size) {
    write(clusters.east(), topic, partition, from, to, i -> value(i, size));
    write(clusters.west(), topic, partition, from, to, i -> value(i, size));
  }

  private static byte[] value(int number, int size) {
    byte[] value = new byte[size];
    Arrays.fill(value, (byte) ('a' + number % 26));
    byte[] digits = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(digits, 0, value, 0, digits.length);
    return value;
  }

  private static String[] words(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "verify",
                "--source-bootstrap",
                clusters.east().bootstrap(),
                "--source-config",
                eastFile.toString(),
                "--target-bootstrap",
                clusters.west().bootstrap(),
                "--target-config",
                westFile.toString()));
    words.addAll(List.of(more));
    return words.toArray(new String[0]);
  }

  private static JsonNode json(Ran ran) throws IOException {
    assertThat(ran.out()).as(ran.err()).startsWith("{");
    return new JsonMapper().readTree(ran.out());
  }

  @Test
  void shouldPassATrueCopyAndReadOnlyWhatIsNewNextTime() throws IOException {
    create("true-copy", 2);
    both("true-copy", 0, 0, 3_000, 60);
    both("true-copy", 1, 0, 500, 60);
    String state = folder.resolve("states/true.jsonl").toString();

    Ran first = Ran.strait(words("--topic", "true-copy", "--state", state, "--json"));

    assertThat(first.code()).as(first.out() + first.err()).isZero();
    assertThat(json(first).get("verdict").asText()).isEqualTo("passed");
    assertThat(json(first).get("records").asLong()).isEqualTo(3_500);
    assertThat(json(first).at("/coverage/percent").asDouble()).isEqualTo(100);
    assertThat(json(first).at("/contracts/true-copy").asText()).startsWith("order only");

    both("true-copy", 0, 3_000, 3_100, 60);
    Ran next =
        Ran.strait(
            words("--topic", "true-copy", "--state", state, "--json", "--mode", "since-last"));

    assertThat(next.code()).as(next.out() + next.err()).isZero();
    assertThat(json(next).get("records").asLong()).isEqualTo(100);
    assertThat(json(next).at("/coverage/asked").asLong()).isEqualTo(100);
    assertThat(json(next).at("/partitions/0/judged").toString()).isEqualTo("[3000,3100]");
    sampled();
  }

  private static void sampled() throws IOException {
    sampled("equal", "\\d{3}");
    sampled("order", "1,\\d{3}");
  }

  /** Where only order is claimed, each run is read with the records around it. */
  private static void sampled(String claim, String records) throws IOException {
    Ran sample =
        Ran.strait(
            words(
                "--topic",
                "true-copy",
                "--claim",
                claim,
                "--mode",
                "sample",
                "--sample",
                "200",
                "--json"));

    assertThat(sample.code()).as(sample.out() + sample.err()).isEqualTo(4);
    assertThat(json(sample).get("verdict").asText()).isEqualTo("sampled");
    assertThat(json(sample).at("/sample/text").asText())
        .matches(
            "0 differences in "
                + records
                + " sampled records \\(8 runs of 76 possible.* fewer than .*");
  }

  @Test
  void shouldFindAPlantedFaultAtItsOffsetAndKeepEvidence() throws IOException {
    create("faulty", 1);
    write(clusters.east(), "faulty", 0, 0, 1_000, i -> value(i, 40));
    write(clusters.west(), "faulty", 0, 0, 1_000, i -> value(i == 500 ? 12_345 : i, 40));
    Path html = folder.resolve("faulty.html");
    Path evidence = folder.resolve("evidence");

    Ran ran =
        Ran.strait(
            words(
                "--topics",
                "fau.*",
                "--no-state",
                "--json",
                "--grace",
                "0",
                "--html",
                html.toString(),
                "--evidence",
                evidence.toString()));

    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(3);
    JsonNode finding = json(ran).at("/findings/0");
    assertThat(finding.get("code").asText()).isEqualTo("CORRUPT");
    assertThat(finding.get("diverges_at").asLong()).isEqualTo(500);
    assertThat(json(ran).at("/coverage/divergent").asLong()).isEqualTo(1);
    assertThat(Files.readString(html)).contains("badge failed", "CORRUPT");
    JsonNode file =
        new JsonMapper().readTree(evidence.resolve("0001-CORRUPT-faulty-0@500.json").toFile());
    assertThat(file.at("/differing/0/field").asText()).isEqualTo("value");
    assertThat(file.at("/source/value/text").asText()).startsWith("500");
    range();
  }

  private static void range() throws IOException {
    Ran good =
        Ran.strait(
            words(
                "--topic",
                "faulty",
                "--claim",
                "equal",
                "--offsets",
                "faulty/0@501..900",
                "--json"));
    assertThat(good.code()).as(good.out() + good.err()).isZero();
    assertThat(json(good).at("/partitions/0/judged").toString()).isEqualTo("[501,900]");
    String until = Instant.ofEpochMilli(TIME + 400).toString();
    Ran early =
        Ran.strait(words("--topic", "faulty", "--claim", "equal", "--until", until, "--json"));
    assertThat(early.code()).as(early.out() + early.err()).isZero();
    assertThat(json(early).get("records").asLong()).isEqualTo(400);
  }

  @Test
  void shouldGoOnWhereAnInterruptedRunStood() throws Exception {
    create("big", 5);
    for (int p = 0; p < 5; p++) {
      both("big", p, 0, 1_000, 1_000);
    }
    String state = folder.resolve("states/killed.jsonl").toString();
    String[] more = {"--topic", "big", "--state", state, "--threads", "1", "--rate", "1MB"};

    Child asked = Child.start(words(more), Path.of(state), 1);
    assertThat(asked.terminate()).as(asked.output()).isEqualTo(4);
    assertThat(asked.output()).contains("INCONCLUSIVE", "it was interrupted", "with --resume");

    long kept = Child.points(Path.of(state));
    Child killed = Child.start(words(with(more, "--resume")), Path.of(state), kept + 1);
    killed.kill();

    Ran boxed = Ran.strait(words(with(more, "--resume", "--max-time", "1s")));
    assertThat(boxed.code()).as(boxed.out() + boxed.err()).isEqualTo(4);
    assertThat(boxed.out()).contains("the time of 1 s was up");

    Ran anew = Ran.strait(words("--topic", "big", "--state", state, "--resume", "--mode", "fast"));
    assertThat(anew.code()).isEqualTo(2);
    assertThat(anew.err()).contains("the interrupted run was --mode full");

    Ran last = Ran.strait(words("--topic", "big", "--state", state, "--resume", "--json"));
    assertThat(last.code()).as(last.out() + last.err()).isZero();
    assertThat(json(last).get("resumed_from").isTextual()).isTrue();
    assertThat(json(last).at("/coverage/percent").asDouble()).isEqualTo(100);
    assertThat(json(last).get("records").asLong()).isEqualTo(5_000);
    assertThat(last.out()).contains("was not read again");
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  /** A run in a JVM of its own, started and at work. */
  private record Child(Process process, Path log) {
    /** Waits until the state holds so many proofs. */
    static Child start(String[] words, Path state, long points) throws IOException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  "io.strait.ops.cli.Strait"));
      command.addAll(List.of(words));
      Path log = Files.createTempFile(folder, "child", ".log");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      Child child = new Child(builder.redirectOutput(log.toFile()).start(), log);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !child.process.isAlive() || points(state) >= points);
      assertThat(child.process.isAlive()).as(child.output()).isTrue();
      return child;
    }

    static long points(Path state) throws IOException {
      return Files.exists(state)
          ? Files.readString(state).lines().filter(line -> line.contains("\"proven\"")).count()
          : 0;
    }

    int terminate() throws InterruptedException {
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    void kill() throws InterruptedException {
      assertThat(process.destroyForcibly().waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    String output() throws IOException {
      return Files.readString(log);
    }
  }

  @Test
  void shouldSayWhatIsWrongWhenASideCannotBeReached() throws IOException {
    create("unreached", 1);
    Path hasty = properties(clusters.east(), Map.of("default.api.timeout.ms", "1500"));
    Ran nobody =
        Ran.strait(
            "verify",
            "--source-bootstrap",
            "127.0.0.1:1",
            "--source-config",
            hasty.toString(),
            "--target-bootstrap",
            clusters.west().bootstrap(),
            "--target-config",
            westFile.toString(),
            "--topic",
            "unreached",
            "--no-state");
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.err()).contains("cluster 'source'", "bootstrap 127.0.0.1:1");

    String jaas = clusters.east().clientProperties(Principals.ADMIN).get("sasl.jaas.config");
    String wrong = jaas.replaceAll("password=\"[^\"]*\"", "password=\"wrong-one\"");
    assertThat(wrong).isNotEqualTo(jaas);
    Path stranger = properties(clusters.west(), Map.of("sasl.jaas.config", wrong));
    Ran refused =
        Ran.strait(
            "verify",
            "--source-bootstrap",
            clusters.east().bootstrap(),
            "--source-config",
            eastFile.toString(),
            "--target-bootstrap",
            clusters.west().bootstrap(),
            "--target-config",
            stranger.toString(),
            "--topic",
            "unreached",
            "--no-state");
    assertThat(refused.code()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err())
        .contains("cluster 'target'", "uthentication", "credentials")
        .doesNotContain("wrong-one", "internal error");
    Ran misspelt = Ran.strait(words("--topic", "unreachd", "--no-state"));
    assertThat(misspelt.code()).as(misspelt.out()).isEqualTo(2);
    assertThat(misspelt.err()).contains("no such topic", "Did you mean 'unreached'?");
  }
}
