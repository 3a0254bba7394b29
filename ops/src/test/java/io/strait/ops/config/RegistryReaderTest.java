package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.registry.RegistryKind;
import io.strait.replicator.registry.RegistrySpec;
import io.strait.replicator.sync.schema.IdPolicy;
import io.strait.replicator.sync.schema.Rewrite;
import io.strait.replicator.sync.schema.SchemaPolicy;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.LinkName;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryReaderTest {
  private static final String TEXT =
      """
      version: 1
      clusters:
        east:
          bootstrap: "east:9092"
          registry: {url: "http://r1:8081/", user: strait, password: '${env:EAST}'}
        west:
          bootstrap: "west:9092"
          registry: {url: "https://r2", type: apicurio, token: '${env:WEST}', group: eu, prefix: /c}
      links:
        - name: east-west
          source: east
          target: west
          topics: [orders]
          twin:
            schemas:
              subjects: ['orders-.*']
              exclude: ['.*-key']
              context: .east
              ids: remap
              rewrite: never
      """;
  private static final Map<String, String> SECRETS = Map.of("EAST", "pw-1", "WEST", "tok-2");

  @TempDir private Path folder;

  @Test
  void shouldReadRegistriesAndPolicy() {
    StraitConfig config = ConfigLoader.parse(TEXT, folder, SECRETS);
    RegistrySpec east = config.cluster(new ClusterAlias("east")).registry().orElseThrow();
    RegistrySpec west = config.cluster(new ClusterAlias("west")).registry().orElseThrow();
    SchemaPolicy policy = config.settings(new LinkName("east-west")).twin().schemas();

    assertThat(east.url()).hasToString("http://r1:8081");
    assertThat(east.kind()).isEmpty();
    assertThat(west.kind()).contains(RegistryKind.APICURIO);
    assertThat(west.group()).isEqualTo("eu");
    assertThat(west.prefix()).isEqualTo("/c");
    assertThat(policy.subjects().selects("orders-value")).isTrue();
    assertThat(policy.subjects().selects("orders-key")).isFalse();
    assertThat(policy.context()).isEqualTo(".east");
    assertThat(policy.ids()).isEqualTo(IdPolicy.REMAP);
    assertThat(policy.rewrite()).isEqualTo(Rewrite.NEVER);
    assertThat(config.cluster(new ClusterAlias("east")).toString() + west + config)
        .doesNotContain("pw-1")
        .doesNotContain("tok-2");
  }

  @Test
  void shouldNameEveryMistakeAtOnceWithoutTheSecret() {
    String wrong =
        TEXT.replace("http://r1:8081/", "http://strait:pw-1@r1:8081")
            .replace("user: strait, ", "")
            .replace("prefix: /c", "prefix: c/, color: red")
            .replace("context: .east", "context: east");

    assertThatThrownBy(() -> ConfigLoader.parse(wrong, folder, SECRETS))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("clusters.east.registry.url")
        .hasMessageContaining("user and password, or a token")
        .hasMessageContaining("clusters.west.registry.prefix")
        .hasMessageContaining("clusters.west.registry.color")
        .hasMessageContaining("twin.schemas.context")
        .message()
        .doesNotContain("pw-1");
  }

  @Test
  void shouldWarnOfAPasswordInPlainText() {
    StraitConfig config =
        ConfigLoader.parse(TEXT.replace("${env:EAST}", "plain-pw"), folder, SECRETS);

    assertThat(config.warnings())
        .anyMatch(one -> one.toString().contains("clusters.east.registry.password"))
        .noneMatch(one -> one.toString().contains("plain-pw"));
  }
}
