package io.strait.replicator.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinkTest {
  private static final ClusterAlias EAST = new ClusterAlias("east");
  private static final ClusterAlias WEST = new ClusterAlias("west");

  @Test
  void shouldSwapEverythingWhenReversed() {
    Link link =
        new Link(
            new LinkName("moving"), EAST, WEST, List.of(new TopicMapping("orders", "eu.orders")));

    Link reversed = link.reversed();

    assertThat(reversed.name()).isEqualTo(new LinkName("moving.reverse"));
    assertThat(reversed.source()).isEqualTo(WEST);
    assertThat(reversed.target()).isEqualTo(EAST);
    assertThat(reversed.topics()).containsExactly(new TopicMapping("eu.orders", "orders"));
  }

  @Test
  void shouldNameValueAndRuleWhenRefused() {
    List<TopicMapping> topics = List.of(TopicMapping.same("orders"));

    assertThatThrownBy(() -> new Link(new LinkName("loop"), EAST, EAST, topics))
        .hasMessageContaining("'loop'")
        .hasMessageContaining("they must differ");
    assertThatThrownBy(() -> new Link(new LinkName("empty"), EAST, WEST, List.of()))
        .hasMessageContaining("names no topic");
    assertThatThrownBy(
            () ->
                new Link(
                    new LinkName("twice"),
                    EAST,
                    WEST,
                    List.of(new TopicMapping("a", "x"), new TopicMapping("b", "x"))))
        .hasMessageContaining("same target topic");
    assertThatThrownBy(() -> new LinkName("Überlink")).hasMessageContaining("not legal");
  }
}
