package io.strait.ops.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.ConfigFiles;
import io.strait.ops.TwoClusters;
import io.strait.ops.cli.Strait;
import io.strait.ops.config.AccessToken;
import io.strait.ops.config.AgentConfig;
import io.strait.ops.config.ConfigLoader;
import io.strait.ops.config.Role;
import io.strait.ops.config.ServeConfig;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.http.AgentServer;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.ReadyTopics;
import io.strait.validator.agent.AgentDesk;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents next to two real clusters, and certificates of what lies on them. */
@Timeout(120)
class AgentIT {
  private static final String TOKEN = "hq-0123456789abcdef";
  private static final int RECORDS = 20_000;
  private static final int BENT = 13_579;

  /** Twenty megabytes at once take a while on a machine that does other things as well. */
  private static final Map<String, Object> PATIENT =
      Map.of("linger.ms", 20, "request.timeout.ms", 30_000, "delivery.timeout.ms", 60_000);

  private static final List<AccessToken> TOKENS = List.of(new AccessToken(Role.AGENT, "hq", TOKEN));

  @TempDir private static Path folder;
  private static TwoClusters clusters;
  private static StraitConfig plain;
  private static AgentDesks desks;
  private static AgentServer east;
  private static AgentServer west;

  @BeforeAll
  static void start() throws Exception {
    clusters = TwoClusters.start(folder);
    plain = ConfigLoader.load(ConfigFiles.write(folder, clusters, links()), Map.of());
    desks = new AgentDesks(plain.clusters(), Clock.systemUTC(), new SecureRandom());
    east = AgentServer.open(listen(), Optional.empty(), desks);
    west = AgentServer.open(listen(), Optional.of(keystore()), desks);
    for (String topic : List.of("flights", "gates")) {
      fill(clusters.east(), topic, -1);
      fill(clusters.west(), topic, -1);
    }
    fill(clusters.east(), "bent", -1);
    fill(clusters.west(), "bent", BENT);
  }

  @AfterAll
  static void stop() {
    west.close();
    east.close();
    desks.close();
    clusters.close();
  }

  @Test
  void shouldMoveUnderOnePercentWhetherBothSidesAreEqualOrOneBitDiffers() throws Exception {
    Path config = config(TOKEN, west.port());

    JsonNode equal = verified(config, "skies", 0);
    JsonNode bent = verified(config, "bent", 3);

    Files.writeString(
        Path.of("target", "agent-figures.txt"),
        "equal " + equal.path("agents") + "\none bit " + bent.path("agents") + "\n");
    assertThat(equal.path("records").asInt()).isEqualTo(RECORDS);
    assertThat(equal.path("agents").path("record_bytes_digested").asLong())
        .isGreaterThan(2L * RECORDS * 1_000);
    assertThat(equal.path("agents").path("moved_share").asDouble()).isBetween(0.00001, 0.01);
    JsonNode finding = bent.path("findings").get(0);
    assertThat(bent.path("findings")).hasSize(1);
    assertThat(finding.path("code").asText()).isEqualTo("CORRUPT");
    assertThat(finding.path("diverges_at").asInt()).isEqualTo(BENT);
    assertThat(finding.path("evidence").asText()).contains("value differs from byte 500");
    assertThat(bent.path("agents").path("moved_share").asDouble()).isLessThan(0.01);
  }

  @Test
  void shouldRefuseWhenTheTokenIsWrong() throws Exception {
    Ran ran = verify(config("eve-0123456789abcdef", west.port()), "skies", west.port());

    assertThat(ran.code()).as("as a wrong password of a cluster: " + ran.text()).isEqualTo(2);
    assertThat(ran.text())
        .contains("401", "this token is not known", "agent.peers")
        .doesNotContain("eve-0123456789");
  }

  @Test
  void shouldGoSlowlyAndTellHowFarItIs() throws Exception {
    Path config = config(TOKEN, west.port());

    long start = System.nanoTime();
    Ran ran = verify(config, "skies", west.port(), "equal", "--rate", "6MB", "--progress");
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(ran.code()).as(ran.text()).isZero();
    // 20 MB of each side at 3 MB/s, of which the first second's worth is saved up.
    assertThat(took).isGreaterThan(Duration.ofMillis(5_000));
    assertThat(ran.text()).contains("0 of 1 partitions", "records read", "MB/s", "left");
  }

  @Test
  void shouldNameWhatTransactionsOfTheSourceAccountFor() throws Exception {
    fillDeals();

    Ran ran = verify(config(TOKEN, west.port()), "deals", west.port(), "order");

    assertThat(ran.code()).as(ran.text()).isEqualTo(3);
    JsonNode findings = new JsonMapper().readTree(ran.text()).path("findings");
    List<String> places = new ArrayList<>();
    findings.forEach(
        one -> places.add(one.path("code").asText() + " " + one.path("diverges_at").asLong()));
    assertThat(places)
        .as(ran.text())
        .containsExactlyInAnyOrder("ABORTED_VISIBLE 11", "MISSING 20", "MISSING 21", "TXN_TORN 20");
  }

  /** Ten records are committed, five aborted, ten committed; the target lacks two and has one. */
  private static void fillDeals() throws Exception {
    List<byte[]> copy = new ArrayList<>();
    create(clusters.east(), "deals");
    create(clusters.west(), "deals");
    try (Cluster cluster = TwoClusters.admin(clusters.east());
        Producer<byte[], byte[]> producer =
            cluster.producer(Map.of("transactional.id", "deals-of-the-test"))) {
      producer.initTransactions();
      for (int size : new int[] {10, -5, 10}) {
        producer.beginTransaction();
        for (int i = 0; i < Math.abs(size); i++) {
          byte[] value = ("deal " + copy.size() + " " + size).getBytes(StandardCharsets.UTF_8);
          producer.send(new ProducerRecord<>("deals", 0, 1_000L + copy.size(), null, value));
          copy.add(value);
        }
        producer.flush();
        if (size > 0) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
        }
      }
    }
    try (Cluster cluster = TwoClusters.admin(clusters.west());
        Producer<byte[], byte[]> producer = cluster.producer(Map.of())) {
      for (int i = 0; i < copy.size(); i++) {
        boolean isThere = i <= 10 || i >= 15 && i != 18 && i != 19;
        if (isThere) {
          producer.send(new ProducerRecord<>("deals", 0, 1_000L + i, null, copy.get(i)));
        }
      }
      producer.flush();
    }
  }

  @Test
  void shouldNeverPassWhenAnAgentDiesInTheMiddle() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AgentServer[] dying = new AgentServer[1];
    Function<String, Optional<AgentDesk>> mortal =
        cluster -> {
          if (asked.incrementAndGet() == 4) {
            dying[0].close();
          }
          return desks.apply(cluster);
        };
    dying[0] = AgentServer.open(listen(), Optional.of(keystore()), mortal);

    Ran ran = verify(config(TOKEN, dying[0].port()), "skies", dying[0].port());

    assertThat(asked.get()).isGreaterThanOrEqualTo(4);
    assertThat(ran.code()).as(ran.text()).isEqualTo(4);
    JsonNode report = new JsonMapper().readTree(ran.text());
    assertThat(report.path("verdict").asText()).isEqualTo("inconclusive");
    assertThat(report.path("unverifiable").asInt()).isPositive();
  }

  @Test
  void shouldCertifyAndFindThePlaceWhenARecordIsChangedLater() throws Exception {
    Path config = config(TOKEN, west.port());
    Path keys = folder.resolve("keys");
    String file = folder.resolve("gates.certificate").toString();
    assertThat(run("certificate", "keygen", "--out", keys.toString()).code()).isZero();
    Path secret = keys.resolve("signing.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(run("certificate", "keygen", "--out", keys.toString()).code()).isEqualTo(2);

    Ran issued = issue(config, "gates", secret, file);
    assertThat(issued.code()).as(issued.text()).isZero();
    assertThat(run("certificate", "show", file).text()).contains("gates-0").contains("passed");
    assertThat(check(config, file, "east").text()).contains("still true");
    Ran west = check(config, file, "west");
    assertThat(west.code()).as(west.text()).isZero();

    Files.writeString(
        folder.resolve("forged"),
        Files.readString(Path.of(file)).replace("\"passed\"", "\"gold\""));
    assertThat(check(config, folder.resolve("forged").toString(), "east").code()).isEqualTo(3);
    assertThat(issue(config, "bent", secret, folder.resolve("none").toString()).code())
        .isEqualTo(3);
    assertThat(folder.resolve("none")).doesNotExist();

    recreate("gates");
    Ran changed = check(config, file, "west");
    assertThat(changed.code()).as(changed.text()).isEqualTo(3);
    assertThat(changed.text()).contains("different").contains("within source offsets [13");
    assertThat(check(config, file, "east").code()).isZero();
  }

  @Test
  void shouldCertifyACompactedTopicWithTheLatestRecordOfEachKey() throws Exception {
    Path config = config(TOKEN, west.port());
    Path keys = folder.resolve("keyed-keys");
    Path file = folder.resolve("keyed.certificate");
    run("certificate", "keygen", "--out", keys.toString());
    for (KafkaCluster cluster : List.of(clusters.east(), clusters.west())) {
      compacted(cluster);
    }

    Ran issued = issue(config, "keyed", keys.resolve("signing.key"), file.toString());

    assertThat(issued.code()).as(issued.text()).isZero();
    JsonNode one =
        new JsonMapper().readTree(file.toFile()).path("certificate").path("partitions").get(0);
    assertThat(one.path("relation").asText()).isEqualTo("records");
    assertThat(one.path("source").path("latest").isTextual()).isTrue();
    assertThat(one.path("target").path("latest").isTextual()).isTrue();
    Files.setPosixFilePermissions(
        keys.resolve("signing.key"), PosixFilePermissions.fromString("rw-r--r--"));
    Ran open = issue(config, "keyed", keys.resolve("signing.key"), file.toString());
    assertThat(open.code()).isEqualTo(2);
    assertThat(open.text()).contains("OTHERS_READ").contains("chmod 600");
  }

  private static void compacted(KafkaCluster to) throws Exception {
    try (Cluster cluster = TwoClusters.admin(to)) {
      NewTopic wanted =
          new NewTopic("keyed", 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
      ReadyTopics.create(cluster.admin(), List.of(wanted));
      try (Producer<byte[], byte[]> producer = cluster.producer(Map.of())) {
        for (int i = 0; i < 300; i++) {
          byte[] value = i % 50 == 0 ? null : new byte[] {(byte) i, 1};
          producer.send(
              new ProducerRecord<>("keyed", 0, 1_000L + i, new byte[] {(byte) (i % 40)}, value));
        }
        producer.flush();
      }
    }
  }

  private static void recreate(String topic) throws Exception {
    try (Cluster cluster = TwoClusters.admin(clusters.west())) {
      cluster.await("deleting", cluster.admin().deleteTopics(List.of(topic)).all());
    }
    fill(clusters.west(), topic, BENT);
  }

  private static Ran issue(Path config, String link, Path key, String out) {
    return run(
        "certificate",
        "issue",
        "--link",
        link,
        "--key",
        key.toString(),
        "--out",
        out,
        "--config",
        config.toString());
  }

  private static Ran check(Path config, String file, String cluster) {
    return run(
        "certificate",
        "check",
        file,
        "--public-key",
        folder.resolve("keys").resolve("signing.pub").toString(),
        "--cluster",
        cluster,
        "--config",
        config.toString());
  }

  private static JsonNode verified(Path config, String link, int code) throws Exception {
    Ran ran = verify(config, link, west.port());
    assertThat(ran.code()).as(ran.text()).isEqualTo(code);
    return new JsonMapper().readTree(ran.text());
  }

  private static Ran verify(Path config, String link, int targetPort) {
    return verify(config, link, targetPort, "equal");
  }

  private static Ran verify(
      Path config, String link, int targetPort, String claim, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "verify",
                "--link",
                link,
                "--json",
                "--grace",
                "1",
                "--agent-claim",
                claim,
                "--source-agent",
                "http://127.0.0.1:" + east.port(),
                "--target-agent",
                "https://127.0.0.1:" + targetPort,
                "--config",
                config.toString()));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private record Ran(int code, String text) {}

  private static Ran run(String... words) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    return new Ran(Strait.run(out, out, words), text.toString());
  }

  private static Path config(String token, int targetPort) throws Exception {
    Path secret = Files.createTempFile(folder, "token", "");
    Files.writeString(secret, token);
    Path password = folder.resolve("password");
    Files.writeString(password, "changeit");
    for (Path file : List.of(secret, password)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    StringBuilder rest = new StringBuilder(links());
    rest.append("agent:\n  truststore: {file: '")
        .append(folder.resolve("trust.p12"))
        .append("', password: '${file:")
        .append(password)
        .append("}'}\n  peers:\n");
    for (String url :
        List.of("http://127.0.0.1:" + east.port(), "https://127.0.0.1:" + targetPort)) {
      rest.append("    - {url: '").append(url).append("', token: '${file:").append(secret);
      rest.append("}'}\n");
    }
    return ConfigFiles.write(folder, clusters, rest.toString());
  }

  private static String links() {
    StringBuilder links = new StringBuilder("links:\n");
    Map.of("skies", "flights", "bent", "bent", "gates", "gates", "deals", "deals", "keyed", "keyed")
        .forEach(
            (name, topic) ->
                links.append(
                    "  - {name: "
                        + name
                        + ", source: east, target: west, topics: ["
                        + topic
                        + "]}\n"));
    return links.toString();
  }

  private static ServeConfig listen() {
    return new ServeConfig("127.0.0.1", 0, true, TOKENS, Optional.empty());
  }

  /** Different records of 1 KiB; one bit of one of them may be turned. */
  private static void fill(KafkaCluster to, String topic, int bent) throws Exception {
    Random random = new Random(topic.hashCode());
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      byte[] value = new byte[1_024];
      random.nextBytes(value);
      values.add(value);
    }
    if (bent >= 0) {
      values.get(bent)[500] ^= 16;
    }
    create(to, topic);
    try (Cluster cluster = TwoClusters.admin(to)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      try (Producer<byte[], byte[]> producer = cluster.producer(PATIENT)) {
        for (int i = 0; i < RECORDS; i++) {
          byte[] key = {(byte) i};
          sent.add(
              producer.send(
                  new ProducerRecord<>(topic, 0, 1_700_000_000_000L + i, key, values.get(i))));
        }
        producer.flush();
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  private static void create(KafkaCluster at, String topic) throws Exception {
    try (Cluster cluster = TwoClusters.admin(at)) {
      NewTopic wanted = new NewTopic(topic, 1, (short) 1).configs(Map.of("retention.ms", "-1"));
      ReadyTopics.create(cluster.admin(), List.of(wanted));
    }
  }

  private static synchronized AgentConfig.Store keystore() throws Exception {
    Path file = folder.resolve("agent.p12");
    if (!Files.exists(file)) {
      Path certificate = folder.resolve("agent.crt");
      keytool(
          "-genkeypair",
          "-alias",
          "agent",
          "-keyalg",
          "EC",
          "-dname",
          "CN=agent",
          "-ext",
          "san=ip:127.0.0.1",
          "-validity",
          "2",
          "-storetype",
          "PKCS12",
          "-keystore",
          file.toString());
      keytool(
          "-exportcert",
          "-alias",
          "agent",
          "-file",
          certificate.toString(),
          "-keystore",
          file.toString());
      keytool(
          "-importcert",
          "-noprompt",
          "-alias",
          "agent",
          "-file",
          certificate.toString(),
          "-storetype",
          "PKCS12",
          "-keystore",
          folder.resolve("trust.p12").toString());
    }
    return new AgentConfig.Store(file, "changeit");
  }

  private static void keytool(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-storepass", "changeit"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }
}
