package io.strait.replicator.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.TopicMapping;
import org.junit.jupiter.api.Test;

class TopicNamingTest {
  private static final ClusterAlias EAST = new ClusterAlias("east");

  @Test
  void shouldNameTopicsAsMirrorMakerDoes() {
    assertThat(TopicNaming.IDENTITY.mapping(EAST, "orders")).isEqualTo(TopicMapping.same("orders"));
    assertThat(TopicNaming.PREFIXED.mapping(EAST, "orders"))
        .isEqualTo(new TopicMapping("orders", "east.orders"));
  }

  @Test
  void shouldListWhatMayBeWrittenWhenNamingIsUnknown() {
    assertThat(TopicNaming.of("prefixed")).isEqualTo(TopicNaming.PREFIXED);
    assertThatThrownBy(() -> TopicNaming.of("suffixed"))
        .hasMessage("naming 'suffixed' is not known; write one of: identity, prefixed");
  }
}
