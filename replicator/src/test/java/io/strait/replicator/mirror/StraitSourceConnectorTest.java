package io.strait.replicator.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.engine.OffsetRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

final class StraitSourceConnectorTest {
  private final StraitSourceConnector connector = new StraitSourceConnector();

  @Test
  void shouldBeFoundAsAServiceAndTellItsVersion() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .anySatisfy(found -> assertThat(found).isInstanceOf(StraitSourceConnector.class));
    assertThat(connector.version()).startsWith("0.").doesNotContain("$");
  }

  @Test
  void shouldAcceptACompleteConfigurationAndExplainEveryKey() {
    assertThat(errors(config())).isEmpty();
    for (ConfigDef.ConfigKey key : connector.config().configKeys().values()) {
      assertThat(key.documentation).as(key.name).isNotBlank().endsWith(".");
      assertThat(key.group).as(key.name).isNotNull();
    }
  }

  @Test
  void shouldSayWhatIsWrongAtTheKeyThatIsWrong() {
    assertThat(errors(with("topics", "orders,payments.*"))).containsOnlyKeys("topics");
    assertThat(errors(with("topics", "__consumer_offsets"))).containsOnlyKeys("topics");
    assertThat(errors(with("topics", ""))).containsOnlyKeys("topics");
    assertThat(errors(with("topics.patterns", "sales("))).containsOnlyKeys("topics.patterns");
    assertThat(errors(with("topics.exclude", "*x"))).containsOnlyKeys("topics.exclude");
    assertThat(errors(with("link.name", "East West"))).containsOnlyKeys("link.name");
    assertThat(errors(with("target.cluster.alias", "east")))
        .containsOnlyKeys("target.cluster.alias");
    assertThat(errors(with("source.cluster.bootstrap.servers", "east")))
        .containsOnlyKeys("source.cluster.bootstrap.servers");
    assertThat(errors(with("offsets", "roughly"))).containsOnlyKeys("offsets");
    assertThat(errors(with("slot.silence.ms", "3000"))).containsOnlyKeys("slot.silence.ms");
    assertThat(errors(Map.of("link.name", "a")))
        .containsOnlyKeys(
            "source.cluster.alias",
            "source.cluster.bootstrap.servers",
            "target.cluster.alias",
            "target.cluster.bootstrap.servers");
    assertThat(errors(Map.of("link.name", "a", "link.defined.by", "process"))).isEmpty();
  }

  @Test
  void shouldGiveEveryTaskTheSameReferencesUnderTheSameKeysAndItsSlot() {
    Map<String, String> config = with("source.cluster.ssl.keystore.password", "${env:KEYS}");
    connector.start(config);

    List<Map<String, String>> tasks = connector.taskConfigs(3);

    assertThat(tasks).hasSize(3).isEqualTo(connector.taskConfigs(3));
    assertThat(tasks).allSatisfy(task -> assertThat(task).containsAllEntriesOf(config));
    assertThat(tasks.stream().map(task -> task.get("strait.slot"))).containsExactly("0", "1", "2");
  }

  @Test
  void shouldTurnItsKeysIntoALink() {
    Map<String, String> config = with("source.cluster.security.protocol", "SSL");
    config.put("naming", "prefixed");
    config.put("offsets", "mapped");
    config.put("rate.bytes.per.second", "1000");

    LinkDefinition definition = new LinkConfig(config).definition();

    assertThat(definition.link().topics().get(0).target()).isEqualTo("east.orders");
    assertThat(definition.source().properties()).isEqualTo(Map.of("security.protocol", "SSL"));
    assertThat(definition.target().bootstrap()).isEqualTo("west:9092");
    assertThat(definition.options().policy().offsets()).isEqualTo(OffsetRule.MAPPED);
    assertThat(definition.options().flow().bytesPerSecond()).isEqualTo(1_000);
  }

  @Test
  void shouldRefuseALinkThatOnlyAnotherProcessKnows() {
    assertThatThrownBy(() -> ProcessLinks.definition("elsewhere"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("link 'elsewhere' is not in the configuration of this worker's");
  }

  private Map<String, List<String>> errors(Map<String, String> config) {
    Map<String, List<String>> errors = new TreeMap<>();
    for (ConfigValue value : connector.validate(config).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> config = config();
    config.put(key, value);
    return config;
  }

  private static Map<String, String> config() {
    return new HashMap<>(
        Map.of(
            "link.name", "east-west",
            "source.cluster.alias", "east",
            "source.cluster.bootstrap.servers", "east:9092",
            "target.cluster.alias", "west",
            "target.cluster.bootstrap.servers", "west:9092",
            "topics", "orders,flights"));
  }
}
