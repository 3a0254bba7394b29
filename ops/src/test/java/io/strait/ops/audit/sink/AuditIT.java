package io.strait.ops.audit.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.ConfigFiles;
import io.strait.ops.Load;
import io.strait.ops.ServeProcess;
import io.strait.ops.TwoClusters;
import io.strait.ops.cli.Strait;
import io.strait.ops.config.PostgresSettings;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.OffsetRange;
import io.strait.sandbox.Principals;
import io.strait.validator.audit.AuditTopic;
import io.strait.validator.audit.ClusterLogs;
import io.strait.validator.audit.SeenLog;
import io.strait.validator.log.LedRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Daemons that audit a live link into a real PostgreSQL, and what goes wrong around them. */
@Timeout(180)
class AuditIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String TOPIC = "audited";
  private static final LinkName LINK = new LinkName("east-west");
  private static final int PARTITIONS = 2;
  private static final String PASSWORD = "not-to-be-seen-anywhere";

  @TempDir private static Path folder;
  private static TwoClusters clusters;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() {
    CompletableFuture<EmbeddedPostgres> database =
        CompletableFuture.supplyAsync(() -> startDatabase(0));
    clusters = TwoClusters.start(folder);
    clusters.createTopic(TOPIC, PARTITIONS, List.of());
    postgres = database.join();
  }

  @AfterAll
  static void stop() throws Exception {
    clusters.close();
    postgres.close();
  }

  @Test
  void shouldProveAFollowingCopyAndConfirmWhatIsWrongOverATakeOverAndInTheDatabase()
      throws Exception {
    PostgresSettings followed = database("followed");
    Path config = config(followed);
    try (ServeProcess one = ServeProcess.start(config);
        ServeProcess two = ServeProcess.start(config)) {
      ServeProcess owner;
      ServeProcess standby;
      try (Load load = load()) {
        awaitAudit(one, two, audit -> proved(audit) > 500);
        owner = audit(one).has("offsets") ? one : two;
        standby = owner == one ? two : one;
        suspectNothingWhileTheCopyRests(config, owner, load);
        cutConnections(followed);
        owner.kill();
        load.awaitMore(300);
        await().atMost(SOON).until(() -> proved(audit(standby)) > 0);
        load.awaitMore(100);
        load.stop();
        awaitAudit(standby, standby, audit -> audit.path("lag_offsets").asLong(-1) == 0);
        checkNothingIsPassedOverOrCountedTwice(config, load.promised().size());
      }
      restartDatabase(standby);
      confirmWhatIsPlanted(config, standby);
      awaitAudit(standby, standby, audit -> audit.path("database").path("behind").asLong() == 0);
      assertThat(standby.get("/metrics").body())
          .contains("strait_audit_findings{code=\"FOREIGN\",link=\"east-west\"} 1.0")
          .contains("strait_audit_database_up{link=\"east-west\"} 1.0");
      assertThat(standby.terminate()).as(standby.log()).isZero();
      assertThat(one.log() + two.log()).doesNotContain(PASSWORD);
    }
    sinkTwice(followed);
    knowLeaders();
    findTheTargetGoneThatWasDeletedWhileNobodyAudited(config);
  }

  /** A pause is lag and nothing else. */
  private static void suspectNothingWhileTheCopyRests(Path config, ServeProcess owner, Load load) {
    strait(0, "link", "pause", "east-west", "--all", "--config", config, "--url", owner.url());
    load.awaitMore(100);
    awaitAudit(owner, owner, audit -> audit.path("lag_offsets").asLong() > 50);
    assertThat(audit(owner).get("suspects").asLong()).isZero();
    strait(0, "link", "resume", "east-west", "--all", "--config", config, "--url", owner.url());
    load.awaitMore(100);
    awaitAudit(owner, owner, audit -> audit.path("lag_offsets").asLong() < 50);
    assertThat(audit(owner).get("clean").asBoolean()).as(audit(owner).toString()).isTrue();
  }

  private static void checkNothingIsPassedOverOrCountedTwice(Path config, int promised) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode audit = strait(0, "audit", "--json", "--config", config).get(0);
              assertThat(audit.get("records").asLong()).isEqualTo(promised);
              assertThat(audit.get("lag_offsets").asLong()).isZero();
              assertThat(audit.get("epoch").asLong()).isEqualTo(2);
              assertThat(sum(audit.get("windows"), "source_records")).isEqualTo(promised);
              assertThat(sum(audit.get("windows"), "target_records")).isEqualTo(promised);
              assertThat(sum(audit.get("positions"), "sealed_to"))
                  .isEqualTo(sum(audit.get("positions"), "from") + proved(audit));
              assertThat(audit.get("windows"))
                  .anyMatch(window -> window.get("state").asText().equals("CLOSED"));
            });
  }

  /** A record that the source never had: suspected, then a finding; what follows is proved. */
  private static void confirmWhatIsPlanted(Path config, ServeProcess owner) throws Exception {
    long before = proved(audit(owner));
    plant();
    awaitAudit(owner, owner, audit -> audit.get("suspects").asLong() == 1);
    assertThat(audit(owner).get("finding_counts")).isEmpty();
    awaitAudit(owner, owner, audit -> audit.get("finding_counts").path("FOREIGN").asLong() == 1);
    try (Load load = load()) {
      load.awaitMore(100);
      load.stop();
    }
    awaitAudit(
        owner,
        owner,
        audit ->
            audit.get("lag_offsets").asLong() == 0
                && audit.get("suspects").asLong() == 0
                && proved(audit) > before);
    assertThat(audit(owner).get("finding_counts").toString()).isEqualTo("{\"FOREIGN\":1}");
    assertThat(audit(owner).get("offsets").get("unverifiable").asLong()).isZero();
    JsonNode stored = strait(3, "audit", "--json", "--config", config).get(0);
    JsonNode finding = stored.get("findings").get(0);
    assertThat(finding.get("code").asText()).isEqualTo("FOREIGN");
    assertThat(finding.get("partition").asInt()).isZero();
  }

  /** The same tables, however often and from wherever they are filled. */
  private static void sinkTwice(PostgresSettings followed) throws Exception {
    PostgresSettings again = database("again");
    try (Cluster west = new Cluster(TwoClusters.spec(clusters.west(), Principals.STRAIT))) {
      AuditTopic topic = new AuditTopic(west, LINK);
      try (PostgresSink rest = new PostgresSink(followed, LINK, topic)) {
        rest.follow(2);
      }
      String expected = TableDump.of(followed);
      assertThat(expected).contains("FOREIGN", "CLOSED", "PROVED");
      dieBetweenBatches(again, topic);
      try (PostgresSink sink = new PostgresSink(again, LINK, topic)) {
        assertThat(sink.follow(2)).isPositive();
        assertThat(TableDump.of(again)).isEqualTo(expected);
        assertThat(sink.follow(2)).isZero();
        assertThat(TableDump.of(again)).as("on to itself").isEqualTo(expected);
        TableDump.execute(again, "UPDATE strait_audit_source SET next_offset = 0");
        assertThat(sink.follow(2)).isPositive();
        assertThat(TableDump.of(again)).as("all of it once more").isEqualTo(expected);
        assertThat(sink.behind()).isZero();
      }
      refuseWhoCannotKnow(again, topic, expected);
    }
  }

  private static void dieBetweenBatches(PostgresSettings database, AuditTopic topic)
      throws Exception {
    int[] batches = {0};
    Runnable dying =
        () -> {
          if (++batches[0] == 4) {
            throw new IllegalStateException("killed between batches");
          }
        };
    try (PostgresSink sink = new PostgresSink(database, LINK, topic, 7, dying)) {
      assertThatThrownBy(() -> sink.follow(1)).hasMessage("killed between batches");
    }
    assertThat(TableDump.number(database, "SELECT next_offset FROM strait_audit_source"))
        .isPositive();
  }

  private static void refuseWhoCannotKnow(
      PostgresSettings database, AuditTopic topic, String expected) throws Exception {
    try (PostgresSink older = new PostgresSink(database, LINK, topic)) {
      assertThatThrownBy(() -> older.follow(1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a later owner than epoch 1");
    }
    assertThat(TableDump.of(database)).isEqualTo(expected);
    TableDump.execute(database, "UPDATE strait_audit_source SET topic_id = 'that of before'");
    try (PostgresSink anew = new PostgresSink(database, LINK, topic)) {
      assertThat(anew.follow(1)).as("epochs of another topic say nothing").isPositive();
      assertThat(anew.follow(2)).isZero();
    }
    assertThat(TableDump.of(database)).isEqualTo(expected);
    TableDump.execute(database, "INSERT INTO strait_audit_schema VALUES (99)");
    try (PostgresSink sink = new PostgresSink(database, LINK, topic)) {
      assertThatThrownBy(() -> sink.follow(2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("of version 99, but this Strait knows versions up to 1");
    }
  }

  private static void cutConnections(PostgresSettings database) throws Exception {
    TableDump.execute(
        database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'strait-audit'");
  }

  /** A server that goes down and comes back on its port; what it missed is written then. */
  private static void restartDatabase(ServeProcess owner) throws Exception {
    int port = postgres.getPort();
    postgres.close();
    awaitAudit(owner, owner, audit -> audit.path("database").has("problem"));
    postgres = startDatabase(port);
    assertThat(audit(owner).get("clean").asBoolean()).as("the audit goes on without it").isTrue();
  }

  /** What the audit knows logs by is what real brokers tell. */
  private static void knowLeaders() {
    TopicPartition place = new TopicPartition(TOPIC, 0);
    try (Cluster west = new Cluster(TwoClusters.spec(clusters.west(), Principals.STRAIT));
        ClusterLogs logs =
            new ClusterLogs(west, Duration.ofSeconds(10), Clock.systemUTC(), () -> false)) {
      SeenLog seen = logs.bounds(List.of(place)).get(place);
      long last = seen.bounds().stableEnd() - 1;
      LedRecord record = logs.log(place).first(new OffsetRange(last, last + 1)).orElseThrow();
      assertThat(record.record().offset()).isEqualTo(last);
      assertThat(record.epoch()).isBetween(0, seen.epoch());
    }
  }

  private static void findTheTargetGoneThatWasDeletedWhileNobodyAudited(Path config)
      throws Exception {
    try (Cluster west = TwoClusters.admin(clusters.west())) {
      west.await("deleting", west.admin().deleteTopics(List.of(TOPIC)).all());
    }
    try (ServeProcess serve = ServeProcess.start(config)) {
      awaitAudit(
          serve,
          serve,
          audit -> audit.path("finding_counts").path("RESET_TARGET").asLong() == PARTITIONS);
      assertThat(audit(serve).get("finding_counts").path("FOREIGN").asLong()).isEqualTo(1);
    }
  }

  private static void plant() throws Exception {
    try (Cluster west = TwoClusters.admin(clusters.west());
        Producer<byte[], byte[]> producer = west.producer(Map.of())) {
      producer.send(new ProducerRecord<>(TOPIC, 0, null, "by hand".getBytes())).get();
    }
  }

  /** Keeps its data where it can be started again; port 0 is any. */
  private static EmbeddedPostgres startDatabase(int port) {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(folder.resolve("postgres"))
          .setCleanDataDirectory(false)
          .setPort(port)
          .start();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static PostgresSettings database(String name) throws Exception {
    PostgresSettings own =
        new PostgresSettings(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    TableDump.execute(own, "CREATE ROLE " + name + " LOGIN PASSWORD '" + PASSWORD + "'");
    TableDump.execute(own, "CREATE DATABASE " + name + " OWNER " + name);
    String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + name;
    return new PostgresSettings(url, name, PASSWORD);
  }

  private static Path config(PostgresSettings database) throws Exception {
    Path token = secret("alice.token", "operator-of-the-test-0123");
    Path password = secret("database.password", database.password());
    Path config =
        ConfigFiles.write(
            folder,
            clusters,
            "links: [{name: east-west, source: east, target: west, topics: [audited]}]\n"
                + "audit:\n"
                + "  {every: 300ms, grace: 1s, window: 2s, lateness: 500ms, postgres: {url: '"
                + database.url()
                + "', user: "
                + database.user()
                + ", password: '${file:"
                + password
                + "}'}}\n");
    return Files.writeString(
        config,
        Files.readString(config)
            .replace(
                "serve: {port: 0}",
                "serve: {port: 0, tokens: [{role: operator, name: alice, token: '${file:"
                    + token
                    + "}'}]}"));
  }

  private static Path secret(String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static Load load() {
    try (Cluster app = new Cluster(TwoClusters.spec(clusters.east(), Principals.APP))) {
      return new Load(app.producer(Map.of()), TOPIC, PARTITIONS);
    }
  }

  private static void awaitAudit(
      ServeProcess one, ServeProcess two, java.util.function.Predicate<JsonNode> holds) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(List.of(audit(one), audit(two)))
                    .as(one.log() + two.log())
                    .anyMatch(audit -> audit.has("offsets") && holds.test(audit)));
  }

  private static JsonNode audit(ServeProcess serve) {
    try {
      JsonNode all = new JsonMapper().readTree(serve.get("/audit").body());
      return all.isEmpty() ? all : all.get(0);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long proved(JsonNode audit) {
    return audit.path("offsets").path("proved").asLong();
  }

  private static long sum(JsonNode list, String field) {
    long sum = 0;
    for (JsonNode one : list) {
      sum += one.get(field).asLong();
    }
    return sum;
  }

  private static JsonNode strait(int code, Object... words) {
    List<String> line = new ArrayList<>();
    for (Object word : words) {
      line.add(word.toString());
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int ended =
        Strait.run(
            new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
    assertThat(ended).as("%s %s", out, err).isEqualTo(code);
    try {
      return line.contains("--json")
          ? new JsonMapper().readTree(out.toString())
          : JsonMapper.builder().build().createObjectNode();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(out.toString(), e);
    }
  }
}
