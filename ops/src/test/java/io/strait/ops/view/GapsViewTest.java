package io.strait.ops.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class GapsViewTest {
  private static final Link LINK =
      new Link(
          new LinkName("east-west"),
          new ClusterAlias("east"),
          new ClusterAlias("west"),
          List.of(TopicMapping.same("orders")));

  @Test
  void shouldShowEveryEntryAndSumUpOnlyWhatIsLost() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    all.add(GapsView.json(LINK, gap(GapCause.RETENTION_OVERRUN, 10, 1_300)));
    all.add(GapsView.json(LINK, gap(GapCause.DEAD_LETTER, 2_000, 2_001)));

    assertThat(GapsView.text(all))
        .contains("east-west  orders-3  [10, 1300)  RETENTION_OVERRUN (lost)")
        .contains("east-west  orders-3  [2000, 2001)  DEAD_LETTER\n    why")
        .endsWith("2 entries, 1,290 source offsets lost\n");
    assertThat(all.get(0).get("offsets").asLong()).isEqualTo(1_290);
  }

  @Test
  void shouldSaySoWhenThereIsNothing() {
    assertThat(GapsView.text(JsonNodeFactory.instance.arrayNode())).isEqualTo("No gaps.\n");
  }

  private static Gap gap(GapCause cause, long from, long to) {
    TopicPartition orders = new TopicPartition("orders", 3);
    return new Gap(orders, orders, Uuid.ONE_UUID, from, to, cause, Instant.EPOCH, "why");
  }
}
