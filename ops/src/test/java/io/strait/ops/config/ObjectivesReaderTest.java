package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.LinkName;
import io.strait.validator.slo.ActionKind;
import io.strait.validator.slo.ActionRule;
import io.strait.validator.slo.Floor;
import io.strait.validator.slo.Objective;
import io.strait.validator.slo.Objectives;
import io.strait.validator.slo.Sli;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectivesReaderTest {
  private static final LinkName LINK = new LinkName("east-west");

  @Test
  void shouldPromiseNothingWithoutTheSection() {
    assertThat(ConfigText.GOOD.parse().objectives()).isEqualTo(ObjectiveSettings.none());
  }

  @Test
  void shouldPromiseTheUsualForAnEmptySection() {
    for (String empty : List.of("objectives:", "objectives: {}")) {
      ObjectiveSettings settings = settings(empty);

      assertThat(settings.of(LINK)).contains(Objectives.usual());
      assertThat(settings.of(new LinkName("orders-only"))).contains(Objectives.usual());
      assertThat(settings.heartbeats()).contains(Duration.ofSeconds(5));
      assertThat(settings.runbookBase()).isEmpty();
    }
  }

  @Test
  void shouldReadEveryKey() {
    ObjectiveSettings settings =
        settings(
            """
            objectives:
              freshness: {target: "99.95 %", within: 30s}
              completeness: {within: 1h}
              correctness: 99.9
              order: off
              duplicates: 99.99%
              offsets: {target: 99.5}
              window: 28d
              floor: {events: 50, errors: 5}
              heartbeats: off
              runbookBase: https://wiki.example.org/strait/
              actions:
                refuse-waves: {burned: 90 %}
                pause-bulk: off
              links:
                east-west:
                  freshness: {within: 2m}
                  order: 99.5
                  actions: {slow-verifier: {page: true}}
            """);

    Objectives other = settings.of(new LinkName("orders-only")).orElseThrow();
    assertThat(other.of(Sli.FRESHNESS)).contains(Objective.of(Sli.FRESHNESS, "99.95"));
    assertThat(other.within().fresh()).isEqualTo(Duration.ofSeconds(30));
    assertThat(other.of(Sli.COMPLETENESS)).contains(Objective.of(Sli.COMPLETENESS, "99.9"));
    assertThat(other.within().proved()).isEqualTo(Duration.ofHours(1));
    assertThat(other.of(Sli.ORDER)).isEmpty();
    assertThat(other.of(Sli.DUPLICATES)).contains(Objective.of(Sli.DUPLICATES, "99.99"));
    assertThat(other.window()).isEqualTo(Duration.ofDays(28));
    assertThat(other.floor()).isEqualTo(new Floor(50, 5));
    assertThat(other.policy().rules())
        .containsExactly(
            new ActionRule(ActionKind.REFUSE_WAVES, Optional.of(90.0), false),
            new ActionRule(ActionKind.SLOW_VERIFIER, Optional.of(50.0), true));
    assertThat(settings.heartbeats()).isEmpty();
    assertThat(settings.runbookBase()).contains("https://wiki.example.org/strait");

    Objectives own = settings.of(LINK).orElseThrow();
    assertThat(own.within().fresh()).isEqualTo(Duration.ofMinutes(2));
    assertThat(own.of(Sli.FRESHNESS)).contains(Objective.of(Sli.FRESHNESS, "99.95"));
    assertThat(own.of(Sli.ORDER)).contains(Objective.of(Sli.ORDER, "99.5"));
    assertThat(own.policy().rules())
        .contains(new ActionRule(ActionKind.SLOW_VERIFIER, Optional.empty(), true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "freshness: fast             | objectives.freshness (line 35): is 'fast', which is no share in percent",
        "freshness: 100              | objective of 100 % for freshness: must be at least 50 and less than 100",
        "freshness: {within: soon}   | objectives.freshness.within (line 35): is 'soon', which is not a positive duration",
        "freshness: {target: 1/3}    | objectives.freshness.target (line 35): is '1/3', which is no share",
        "order: {within: 5s}         | objectives.order.within (line 35): is not a key that is known here",
        "window: 30                  | objectives.window (line 35): is '30', which is not a positive duration",
        "window: 1d                  | objectives.window (line 34): is 1d, but must be from 7d to 90d",
        "floor: {events: 0}          | objectives.floor.events (line 35): is '0', which is not a whole number above 0",
        "heartbeats: 1h              | must be from 1s to 1m, or off",
        "runbookBase: wiki           | objectives.runbookBase (line 35): is no absolute address",
        "actions: {pause-bulk: {}}   | says neither 'burned' nor 'page: true', so it would never be taken",
        "actions: {pause-all: off}   | objectives.actions.pause-all (line 35): is not a key that is known here",
        "links: {east-wets: {}}      | names link 'east-wets', which is not under links. Did you mean 'east-west'?",
        "latency: 99                 | objectives.latency (line 35): is not a key that is known here",
        "freshness: 99               | even a total outage burns its budget only 100x too fast, and the fastest alert needs 14.4x, which is 14.4 % of all events bad for an hour",
        "freshness: 93               | burns its budget only 14.3x too fast, and the fastest alert needs 14.4x, so it can never come"
      })
  void shouldSayWhatIsWrong(String line, String complaint) {
    assertThat(text("objectives:\n  " + line).complaints())
        .as(line)
        .anySatisfy(one -> assertThat(one).contains(complaint));
  }

  private static ObjectiveSettings settings(String section) {
    ConfigText text = text(section);
    assertThat(text.complaints()).as(section).noneMatch(one -> one.contains("objectives"));
    return text.parse().objectives();
  }

  private static ConfigText text(String section) {
    return new ConfigText(ConfigText.GOOD.text() + section + "\n");
  }
}
