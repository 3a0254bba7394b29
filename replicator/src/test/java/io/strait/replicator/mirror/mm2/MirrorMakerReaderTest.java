package io.strait.replicator.mirror.mm2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.mirror.MirrorCheckpointConfig;
import org.apache.kafka.connect.mirror.MirrorHeartbeatConfig;
import org.apache.kafka.connect.mirror.MirrorMakerConfig;
import org.apache.kafka.connect.mirror.MirrorSourceConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.junit.jupiter.api.Test;

class MirrorMakerReaderTest {
  /** As it is found in the field, with a bit of everything. */
  private static final String SAMPLE =
      """
      clusters = A, B
      config.providers = vault, env
      config.providers.vault.class = org.apache.kafka.common.config.provider.FileConfigProvider
      config.providers.env.class = org.apache.kafka.common.config.provider.EnvVarConfigProvider
      A.bootstrap.servers = a1:9092,a2:9092
      B.bootstrap.servers = b1:9093
      security.protocol = SASL_PLAINTEXT
      B.security.protocol = SASL_SSL
      sasl.mechanism = SCRAM-SHA-512
      A.sasl.jaas.config = org.example.Login required username="mm2" password="${vault:/etc/mm2.properties:a}";
      B.sasl.jaas.config = ${env:B_JAAS}
      B.admin.sasl.jaas.config = org.example.Login required username="admin" password="in plain";
      A.consumer.isolation.level = read_committed
      B.producer.linger.ms = 50
      B.offset.storage.replication.factor = 3
      topics = orders.*
      A->B.enabled = true
      A->B.topics = sales\\\\..*, orders
      B->A.enabled = false
      sync.group.offsets.enabled = true
      emit.checkpoints.interval.seconds = 10
      A->B.emit.checkpoints.interval.seconds = 5
      replication.factor = 3
      tasks.max = 12
      """;

  @Test
  void shouldKnowEveryKeyThatMirrorMaker2Documents() throws ReflectiveOperationException {
    Set<String> pair = new TreeSet<>();
    pair.addAll(names(source()));
    pair.addAll(names(new MirrorCheckpointConfig(pairOf())));
    pair.addAll(names(new MirrorHeartbeatConfig(pairOf())));
    assertThat(unknown(pair, "")).as("of the file itself, as of a connector").isEmpty();
    assertThat(unknown(pair, "A->B.")).isEmpty();

    Set<String> maker = names(new MirrorMakerConfig(Map.of("clusters", "A,B")));
    assertThat(maker).contains("dedicated.mode.enable.internal.rest");
    assertThat(unknown(maker, "")).isEmpty();

    assertThat(unknown(names(new DistributedConfig(worker())), "B.")).isEmpty();
  }

  @Test
  void shouldTakeTheDefaultsOfMirrorMaker2() throws ReflectiveOperationException {
    MirrorPair bare = new MirrorPair("A", "B", Map.of());
    Map<String, ConfigDef.ConfigKey> documented = new HashMap<>();
    documented.putAll(definition(source()).configKeys());
    documented.putAll(definition(new MirrorCheckpointConfig(pairOf())).configKeys());
    documented.putAll(definition(new MirrorHeartbeatConfig(pairOf())).configKeys());
    Map<String, String> different = new HashMap<>();
    documented.forEach(
        (name, key) -> {
          String mine = bare.text(name);
          if (!mine.isEmpty() && !name.equals("enabled")) {
            Object theirs = ConfigDef.parseType(name, key.defaultValue, key.type);
            if (!ConfigDef.parseType(name, mine, key.type).equals(theirs)) {
              different.put(name, mine + " instead of " + theirs);
            }
          }
        });
    assertThat(different).isEmpty();
    assertThat(bare.flag("sync.group.offsets.enabled")).isFalse();
    assertThat(bare.flag("emit.heartbeats.enabled")).isTrue();
  }

  @Test
  void shouldWeighPrefixesAsMirrorMaker2Does() {
    MirrorMakerPlan plan = read(SAMPLE);

    assertThat(plan.problems()).isEmpty();
    assertThat(plan.pairs()).hasSize(1);
    MirrorPair pair = plan.pairs().get(0);
    assertThat(pair.list("topics")).containsExactly("sales\\..*", "orders");
    assertThat(pair.seconds("emit.checkpoints.interval.seconds")).hasSeconds(5);
    assertThat(pair.flag("sync.group.offsets.enabled")).isTrue();
    assertThat(pair.text("topics.exclude")).contains("__.*");

    Credential a = plan.cluster("A").copying();
    assertThat(a.properties().get("security.protocol").value()).isEqualTo("SASL_PLAINTEXT");
    assertThat(plan.cluster("A").metadata()).isEmpty();
    Credential b = plan.cluster("B").copying();
    assertThat(b.properties().get("security.protocol").value()).isEqualTo("SASL_SSL");
    assertThat(b.properties().get("sasl.mechanism").value()).isEqualTo("SCRAM-SHA-512");
    assertThat(plan.cluster("B").metadata()).isPresent();
  }

  @Test
  void shouldKeepSecretsReferencesAndShowNone() {
    MirrorMakerPlan plan = read(SAMPLE);

    Credential.Property a = plan.cluster("A").copying().properties().get("sasl.jaas.config");
    assertThat(a.value()).contains("${file:/etc/mm2.properties:a}");
    assertThat(a.isPlainSecret()).isFalse();
    Credential b = plan.cluster("B").copying();
    assertThat(b.properties().get("sasl.jaas.config").value()).isEqualTo("${env:B_JAAS}");
    Credential.Property admin =
        plan.cluster("B").metadata().orElseThrow().properties().get("sasl.jaas.config");
    assertThat(admin.isPlainSecret()).isTrue();
    assertThat(admin.from()).isEqualTo("B.admin.sasl.jaas.config");
    assertThat(plan.toString()).doesNotContain("in plain");
  }

  @Test
  void shouldSayOfEachKeyWhatBecomesOfIt() {
    Map<String, KeyFate> fates =
        read(SAMPLE).keys().stream().collect(Collectors.toMap(KeyFate::key, fate -> fate));

    assertThat(fates).hasSize(SAMPLE.split("\n").length);
    assertThat(fates.get("tasks.max").use()).isEqualTo(KeyUse.NOT_NEEDED);
    assertThat(fates.get("B.producer.linger.ms").use()).isEqualTo(KeyUse.NOT_NEEDED);
    assertThat(fates.get("A.consumer.isolation.level").text()).contains("committed");
    assertThat(fates.get("A->B.topics").use()).isEqualTo(KeyUse.BECOMES);
    assertThat(fates.get("replication.factor").use()).isEqualTo(KeyUse.DIFFERENT);
    assertThat(fates.values()).allSatisfy(fate -> assertThat(fate.text()).isNotBlank());
  }

  @Test
  void shouldNameKeysThatMirrorMaker2PassesOverWhereTheyStand() {
    MirrorMakerPlan plan =
        read(SAMPLE + "consumer.max.poll.records = 5\nA.topics = x\nsession.timeout.ms = 1\n");

    assertThat(plan.problems()).isEmpty();
    assertThat(plan.keys())
        .filteredOn(fate -> fate.use() == KeyUse.IGNORED)
        .extracting(KeyFate::key)
        .containsExactlyInAnyOrder("consumer.max.poll.records", "A.topics", "session.timeout.ms");
  }

  @Test
  void shouldRefuseUnknownKeysAndNameTheNearest() {
    MirrorMakerPlan plan =
        read(
            SAMPLE
                + """
                topcis = x
                A->B.topics.blacklist = y
                A.boostrap.servers = z
                B.producer.linger = 3
                something.else.entirely = 1
                """);

    assertThat(plan.problems()).hasSize(5);
    assertThat(plan.problems().toString())
        .contains("Did you mean 'topics'")
        .contains("Did you mean 'A.bootstrap.servers'")
        .contains("Did you mean 'producer.linger.ms'")
        .contains("something.else.entirely is no key");
  }

  @Test
  void shouldRefuseWhatCannotBeRun() {
    assertThat(read("clusters = A\n").problems().toString()).contains("a direction needs two");
    assertThat(read("clusters = A, a\n").problems().toString()).contains("only in capitals");
    MirrorMakerPlan plan =
        read(
            """
            clusters = A, B, C
            A.bootstrap.servers = a:1
            B.bootstrap.servers = b:1
            enabled = true
            A->B.enabled = true
            A->C.enabled = true
            A->B.topics = (
            A->B.emit.heartbeats.interval.seconds = 0
            A->B.sync.topic.acls.enabled = maybe
            A->B.group.filter.class = com.example.Mine
            A->B.consumer.ssl.key.password = one
            config.providers = odd
            config.providers.odd.class = com.example.Vault
            """);
    assertThat(plan.problems().toString())
        .contains("C.bootstrap.servers is missing")
        .contains("enabled names no direction")
        .contains("no regular expression")
        .contains("no number above 0")
        .contains("neither true nor false")
        .contains("group.filter.class")
        .contains("A has several credentials")
        .contains("com.example.Vault");
  }

  @Test
  void shouldPreferTheLongestAlias() {
    MirrorMakerPlan plan =
        read(
            """
            clusters = us, us.west
            us.bootstrap.servers = u:1
            us.west.bootstrap.servers = w:1
            us->us.west.enabled = true
            us->us.west.topics = t
            """);
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.pairs().get(0).target()).isEqualTo("us.west");
    assertThat(plan.pairs().get(0).list("topics")).containsExactly("t");
  }

  private static MirrorMakerPlan read(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Map<String, String> file = new HashMap<>();
    properties.forEach((key, value) -> file.put((String) key, (String) value));
    return MirrorMakerReader.read(file);
  }

  /** Those of the keys that the reader refuses at that place. */
  private static Set<String> unknown(Set<String> keys, String prefix) {
    Map<String, String> file = new HashMap<>();
    keys.forEach(key -> file.put(prefix + key, "1"));
    file.put("clusters", "A,B");
    return MirrorMakerReader.read(file).problems().stream()
        .filter(problem -> problem.what().startsWith("is no"))
        .map(KeyProblem::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static MirrorSourceConfig source() {
    return new MirrorSourceConfig(pairOf());
  }

  private static Map<String, String> pairOf() {
    return Map.of(
        "name",
        "n",
        "connector.class",
        "c",
        "source.cluster.alias",
        "A",
        "target.cluster.alias",
        "B");
  }

  private static Map<String, String> worker() {
    String converter = "org.apache.kafka.connect.converters.ByteArrayConverter";
    return Map.of(
        "bootstrap.servers", "b:1",
        "group.id", "g",
        "offset.storage.topic", "o",
        "config.storage.topic", "c",
        "status.storage.topic", "s",
        "key.converter", converter,
        "value.converter", converter);
  }

  private static Set<String> names(AbstractConfig config) throws ReflectiveOperationException {
    return definition(config).names();
  }

  /** Kafka shows it to nobody. */
  private static ConfigDef definition(AbstractConfig config) throws ReflectiveOperationException {
    Field field = AbstractConfig.class.getDeclaredField("definition");
    field.setAccessible(true);
    return (ConfigDef) field.get(config);
  }
}
