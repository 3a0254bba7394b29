package io.strait.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SandboxSpecTest {
  private static final Path DIRECTORY = Path.of("target");

  @Test
  void shouldRefuseAnAliasThatIsNoDirectoryName() {
    assertThatThrownBy(() -> SandboxSpec.plain("../east", DIRECTORY))
        .hasMessageContaining("sandbox alias '../east'");
  }

  @Test
  void shouldRefuseImpossibleNumbersOfBrokers() {
    SandboxSpec spec = SandboxSpec.plain("east", DIRECTORY);

    assertThatThrownBy(() -> spec.withBrokers(0)).hasMessageContaining("0 brokers asked");
    assertThatThrownBy(() -> spec.withBrokers(10)).hasMessageContaining("10 brokers asked");
  }

  @Test
  void shouldRefuseSettingsForAnAbsentBroker() {
    SandboxSpec spec = SandboxSpec.plain("east", DIRECTORY);

    assertThatThrownBy(() -> spec.withBrokerSettings(2, Map.of()))
        .hasMessageContaining("settings for broker 2, ids run 1 to 1");
  }

  @Test
  void shouldKeepEverythingElseWhenOneThingChanges() {
    SandboxSpec spec =
        SandboxSpec.secured("east", DIRECTORY)
            .withBrokers(3)
            .withProxies(5)
            .withSetting("a", "1")
            .withSetting("b", "2")
            .withBrokerSettings(3, Map.of("c", "3"))
            .withoutStandardAcls();

    assertThat(spec)
        .isEqualTo(
            new SandboxSpec(
                "east",
                DIRECTORY,
                3,
                true,
                false,
                true,
                5,
                Map.of("a", "1", "b", "2"),
                Map.of(3, Map.of("c", "3"))));
  }
}
