package io.strait.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class SwitchingConfigTest {
  private static Map<String, Object> good() {
    Map<String, Object> all = new TreeMap<>();
    all.put("strait.wave", "flights");
    all.put("strait.clusters", "east, west");
    all.put("strait.east.bootstrap.servers", "e:1");
    all.put("strait.west.bootstrap.servers", "w:1");
    return all;
  }

  @Test
  void shouldGiveEachClusterItsOwnAndTheCommonProperties() {
    Map<String, Object> all = good();
    all.put("acks", "all");
    all.put("sasl.jaas.config", "common");
    all.put("strait.west.sasl.jaas.config", "western");
    SwitchingConfig config = SwitchingConfig.of(all);

    assertThat(config.wave()).isEqualTo("flights");
    assertThat(config.clusters()).containsExactly("east", "west");
    assertThat(config.instance()).isEqualTo("app");
    assertThat(config.routeTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.kafka("east"))
        .containsOnly(
            Map.entry("bootstrap.servers", "e:1"),
            Map.entry("acks", "all"),
            Map.entry("sasl.jaas.config", "common"));
    assertThat(config.kafka("west")).containsEntry("sasl.jaas.config", "western");
  }

  @Test
  void shouldTakePropertiesWithDefaultsAndNameItselfAfterTheClientId() {
    Properties defaults = new Properties();
    defaults.putAll(good());
    Properties properties = new Properties(defaults);
    properties.setProperty("client.id", "fare search/1");

    SwitchingConfig config = SwitchingConfig.of(properties);

    assertThat(config.instance()).isEqualTo("fare_search_1");
    assertThat(ClientName.of(config, RouteAck.PRODUCER)).startsWith("fare_search_1.producer.");
  }

  @Test
  void shouldTellAliasesApartWhenOneIsThePrefixOfTheOther() {
    Map<String, Object> all = good();
    all.put("strait.clusters", "east,east.two");
    all.remove("strait.west.bootstrap.servers");
    all.put("strait.east.two.bootstrap.servers", "t:1");
    SwitchingConfig config = SwitchingConfig.of(all);

    assertThat(config.kafka("east.two")).containsEntry("bootstrap.servers", "t:1");
    assertThat(config.kafka("east")).containsOnlyKeys("bootstrap.servers");
  }

  @Test
  void shouldSayAllErrorsAtOnce() {
    Map<String, Object> all =
        Map.of(
            "strait.wave", "Flights!",
            "strait.clusters", "east,west",
            "strait.instance", "a b",
            "strait.route.timeout.ms", "soon",
            "strait.east.bootstrap.servers", " ",
            "strait.noth.bootstrap.servers", "n:1",
            "bootstrap.servers", "x:1");

    assertThatThrownBy(() -> SwitchingConfig.of(all))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("7 error(s)")
        .hasMessageContaining("strait.wave is 'Flights!': must be 1 to 63 characters")
        .hasMessageContaining("strait.instance is 'a b'")
        .hasMessageContaining("strait.route.timeout.ms is 'soon': must be a whole number")
        .hasMessageContaining("strait.east.bootstrap.servers is missing")
        .hasMessageContaining("strait.west.bootstrap.servers is missing")
        .hasMessageContaining("strait.noth.bootstrap.servers is not known")
        .hasMessageContaining("set strait.<alias>.bootstrap.servers for each instead");
  }

  @Test
  void shouldRefuseOtherThanTwoDifferentClusters() {
    for (String wrong : List.of("east", "east,east", "east,west,north", "east,West")) {
      Map<String, Object> all = good();
      all.put("strait.clusters", wrong);
      assertThatThrownBy(() -> SwitchingConfig.of(all))
          .hasMessageContaining("strait.clusters is '" + wrong + "': must be two different");
    }
    assertThatThrownBy(() -> SwitchingConfig.of(Map.of()))
        .hasMessageContaining("strait.wave is missing")
        .hasMessageContaining("strait.clusters is missing");
  }

  @Test
  void shouldNeverShowAPassword() {
    Map<String, Object> all = good();
    all.put("strait.west.ssl.keystore.password", "hunter2");
    all.put("sasl.jaas.config", "password='hunter2'");
    assertThat(SwitchingConfig.of(all).toString())
        .contains("ssl.keystore.password", "sasl.jaas.config")
        .doesNotContain("hunter2");
    all.put("strait.wave", "NO");
    all.put("strait.wast.ssl.keystore.password", "hunter2");
    assertThatThrownBy(() -> SwitchingConfig.of(all))
        .satisfies(e -> assertThat(e.toString()).contains("strait.wast").doesNotContain("hunter2"));
  }

  @Test
  void shouldSayWhatToDoWhenARouteLeadsToAnUnknownCluster() {
    assertThatThrownBy(() -> SwitchingConfig.of(good()).kafka("north"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wave 'flights' leads to cluster 'north'")
        .hasMessageContaining("[east, west]");
  }

  @Test
  void shouldLendTheRouteClientsOnlyWhatReachesTheCluster() {
    assertThat(
            ClientProperties.reaching(
                Map.of(
                    "bootstrap.servers", "e:1",
                    "security.protocol", "SSL",
                    "ssl.truststore.location", "t",
                    "sasl.mechanism", "PLAIN",
                    "transactional.id", "tx",
                    "group.id", "g",
                    "linger.ms", "100")))
        .containsOnlyKeys(
            "bootstrap.servers", "security.protocol", "ssl.truststore.location", "sasl.mechanism");
  }

  @Test
  void shouldRefuseAcksZeroForAProducer() {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers", "localhost:1",
            "key.serializer", StringSerializer.class,
            "value.serializer", StringSerializer.class,
            "enable.idempotence", "false",
            "acks", "0");
    assertThatThrownBy(() -> ProducerLimits.of(new ProducerConfig(properties)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("acks is 0");
  }
}
