package io.strait.ops.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.flow.LinkFlow;
import io.strait.ops.flow.OperatorFlow;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.engine.PriorityClass;
import io.strait.replicator.progress.PartitionState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusTextTest {

  @Test
  void shouldSumUpModesGuardsAndStatesAndSayWhyWhenSomethingIsNotPlain() {
    JsonNode links = StatusJson.of(Sample.eventful()).get("links");

    assertThat(StatusText.links(links))
        .contains("  2 partitions: 1 EXACT, 1 MAPPED; guard 1 AGED, 1 ARMED; 1 PAUSED, 1 RUNNING")
        .contains("  ! 2 dead letters: 'strait dlq list east-west' explains them")
        .contains("  ! gaps: 3 RETENTION_OVERRUN; 'strait gaps --link east-west' lists them")
        .contains(
            "orders-1", "PAUSED", "guard AGED", "copied to 2,100 of 2,110, lag 10, delay 250 ms")
        .contains(
            "    MAPPED: a foreign write at 7; target offset 2,000; 1,234 offsets without data;"
                + " 5 aborted records dropped; 6 filtered records left out; 7 dead letters;"
                + " 2 gaps in the ledger (strait gaps); 70 source offsets lost;"
                + " rewritten: HOLES 30, TIMESTAMP 12");
  }

  @Test
  void shouldWasteNoLineWhenAllIsPlain() {
    JsonNode links =
        StatusJson.of(Sample.status(PartitionState.RUNNING, true, Optional.empty())).get("links");

    assertThat(StatusText.links(links).lines()).hasSize(5);
  }

  @Test
  void shouldKeepTheFieldsThatProgramsRead() {
    JsonNode link = StatusJson.of(Sample.eventful()).get("links").get(0);
    JsonNode partition = link.get("partitions").get(1);

    assertThat(link.get("modes").toString()).isEqualTo("{\"EXACT\":1,\"MAPPED\":1}");
    assertThat(link.get("guards").toString()).isEqualTo("{\"AGED\":1,\"ARMED\":1}");
    assertThat(link.get("states").toString()).isEqualTo("{\"PAUSED\":1,\"RUNNING\":1}");
    assertThat(partition.get("mode_reason").asText()).isEqualTo("a foreign write at 7");
    assertThat(partition.get("target_end").asLong()).isEqualTo(2_000);
    assertThat(partition.get("gap_offsets").asLong()).isEqualTo(1_234);
    assertThat(partition.get("aborted_records").asLong()).isEqualTo(5);
    assertThat(partition.get("ledger_entries").asLong()).isEqualTo(2);
    assertThat(partition.get("lost_offsets").asLong()).isEqualTo(70);
    assertThat(partition.get("rewritten_records").toString())
        .isEqualTo("{\"HOLES\":30,\"TIMESTAMP\":12}");
  }

  @Test
  void shouldSayWhoDecidedWhenAnOperatorChangedTheFlow() {
    OperatorFlow operator =
        new OperatorFlow(
            Optional.of(50L << 20),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH,
            "alice");
    FlowSettings configured =
        new FlowSettings(0, Set.of("archive"), Map.of("orders", PriorityClass.CRITICAL), Map.of());
    ObjectNode flow =
        FlowJson.of(
            new LinkFlow(
                Sample.LINK.name(),
                operator.over(configured),
                Optional.of(operator),
                Optional.empty()));

    assertThat(FlowText.brief(flow))
        .isEqualTo("rate 50MiB/s (operator); paused archive (config); critical: orders (config)");
    assertThat(FlowText.of(flow).lines())
        .anyMatch(line -> line.matches(" +rate +50MiB/s +operator, changed by alice at 1970.*"))
        .anyMatch(line -> line.matches(" +paused +archive +configuration"))
        .anyMatch(line -> line.matches(" +weights +critical 16, normal 4, bulk 1 +configuration"));
  }
}
