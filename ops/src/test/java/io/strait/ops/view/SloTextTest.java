package io.strait.ops.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.slo.ActionKind;
import io.strait.validator.slo.Evaluation;
import io.strait.validator.slo.EventBuckets;
import io.strait.validator.slo.Grant;
import io.strait.validator.slo.Objectives;
import io.strait.validator.slo.Sli;
import io.strait.validator.slo.SliSample;
import io.strait.validator.slo.TakenAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SloTextTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:30Z");
  private static final Grant GRANT =
      new Grant(
          "18f", ActionKind.PAUSE_BULK, "alice", NOW, NOW.plus(Duration.ofHours(2)), "a report");

  @Test
  void shouldShowEverythingThatAnOperatorAsksFor() {
    String text = SloText.of(SloJson.of(List.of(status(Optional.of(GRANT)))));

    assertThat(text.lines())
        .contains(
            "east-west  measured here  budget of 30d",
            "  freshness    99.9 % within 5s       page     98.0000 % good (1,200 of 60,000 bad),"
                + " budget left 97.2 %, at this rate gone in 35h",
            "    page   over 1h   and 5m   above 14.4x  yes: 20.0x, 20.0x",
            "    ticket over 3d   and 6h   above 1.0x   yes: 20.0x, 20.0x",
            "  order        99.999 %               unknown  nothing was measured",
            "  offsets      99.9 % within 1m       unknown  no data: no position was compared",
            "  ! pause-bulk lifted by a grant, would hold since 2026-11-21T11:00:30Z: it burns",
            "      topics of class bulk rest: [archive]",
            "  grant 18f: pause-bulk lifted until 2026-11-21T14:00:30Z by alice: a report",
            "  ! heartbeats cannot be written");
  }

  @Test
  void shouldSayInTheStatusOfALinkOnlyWhatBurnsAndWhatIsDone() {
    ObjectNode json = SloJson.of(status(Optional.empty()));

    assertThat(SloText.brief(json).lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("  ! freshness "))
        .anyMatch(line -> line.startsWith("  ! pause-bulk since 2026-11-21T11:00:30Z: it burns"))
        .anyMatch(
            line ->
                line.contains(
                    "'strait slo grant --link east-west --action pause-bulk --for 2h --reason ...'"
                        + " lifts it"));
    assertThat(json.at("/actions/0/in_force").asBoolean()).isTrue();
    assertThat(json.at("/objectives/0/burn/0/long_rate").asDouble()).isEqualTo(20);
    assertThat(json.at("/objectives/3/burn/0").has("long_rate"))
        .as("unknown is left out")
        .isFalse();
  }

  @Test
  void shouldSayThatNothingIsPromised() {
    assertThat(SloText.of(SloJson.of(List.of()))).contains("there is no 'objectives:'");
  }

  private static SloStatus status(Optional<Grant> lifted) {
    Objectives objectives = Objectives.usual();
    EventBuckets counted = new EventBuckets(objectives.tiers(), "a");
    for (int minute = 0; minute < 60; minute++) {
      counted.add(new SliSample(Sli.FRESHNESS, 980, 20, NOW.minus(Duration.ofMinutes(minute))));
    }
    TakenAction taken =
        new TakenAction(
            ActionKind.PAUSE_BULK, NOW.minus(Duration.ofHours(1)), "it burns", Optional.empty());
    return new SloStatus(
        new LinkName("east-west"),
        true,
        NOW,
        objectives,
        Evaluation.all(objectives, counted, NOW),
        Map.of(Sli.OFFSETS, "no position was compared"),
        List.of(new SloStatus.Action(taken, lifted, "topics of class bulk rest: [archive]")),
        lifted.stream().toList(),
        Map.of(),
        List.of("heartbeats cannot be written"));
  }
}
