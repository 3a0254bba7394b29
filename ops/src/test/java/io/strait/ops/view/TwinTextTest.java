package io.strait.ops.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.TwinPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TwinTextTest {
  @Test
  void shouldBeReadableWhenThousandsDiffer() {
    TwinReport report = report(thousands());

    String text = TwinText.of(report, false);

    assertThat(text.lines().count()).isLessThan(20);
    assertThat(text)
        .startsWith("east-west  east -> west  differs\n")
        .contains("acls     4,000 compared, 2,900 to apply, 3 drift, 100 staged")
        .contains("2,900 to apply: create - the source has this Topic ALLOW")
        .contains("acl 0", "and 2,897 more: --all lists them")
        .contains("3 drift: delete - only the target has it")
        .contains("note: 7 of the source's bindings are not this link's")
        .contains("quotas   not compared", "! cluster 'west', while reading quotas");
    assertThat(TwinText.of(report, true).lines().count()).isGreaterThan(3_000);
  }

  @Test
  void shouldShowWhichValueBecomesWhichAndWhatFailed() {
    Difference change = difference("quota user=app", Verb.CHANGE, Handling.APPLY, "as the source");
    AspectReport quotas =
        new AspectReport(
            Aspect.QUOTAS,
            Optional.of(new TwinPlan(Aspect.QUOTAS, 1, List.of(change), List.of())),
            List.of(Outcome.failed(change, "needs ALTER_CONFIGS on the cluster")),
            Optional.empty());

    String text = TwinText.of(new TwinReport(Sample.LINK, List.of(quotas)), false);

    assertThat(text)
        .contains("0 applied, 1 failed; 1 compared, 1 to apply")
        .contains("1 FAILED: needs ALTER_CONFIGS on the cluster")
        .contains("quota user=app: 1 -> 2");
  }

  @Test
  void shouldCallATwinWhatOnlyWaitsForItsPromotion() {
    Difference staged = difference("acl a", Verb.CREATE, Handling.STAGED, "lets its holder write");
    TwinReport report =
        new TwinReport(
            Sample.LINK,
            List.of(
                new AspectReport(
                    Aspect.ACLS,
                    Optional.of(new TwinPlan(Aspect.ACLS, 5, List.of(staged), List.of())),
                    List.of(),
                    Optional.empty())));

    assertThat(report.isTwin()).isTrue();
    assertThat(TwinText.of(report, false)).startsWith("east-west  east -> west  twin\n");
    assertThat(TwinJson.reports(List.of(report)).get("equal").asBoolean()).isTrue();
  }

  @Test
  void shouldGiveMachinesEverything() {
    ObjectNode json = TwinJson.reports(List.of(report(thousands())));

    assertThat(json.get("equal").asBoolean()).isFalse();
    var aspects = json.get("links").get(0).get("aspects");
    assertThat(aspects.get(0).get("differences")).hasSize(3_003);
    assertThat(aspects.get(0).get("counts").toString())
        .isEqualTo("{\"apply\":2900,\"drift\":3,\"staged\":100}");
    assertThat(aspects.get(0).get("differences").get(0).toString())
        .isEqualTo(
            "{\"resource\":\"acl 0\",\"verb\":\"create\",\"handling\":\"apply\","
                + "\"wanted\":\"2\",\"reason\":\"the source has this Topic ALLOW\"}");
    assertThat(aspects.get(1).get("compared").asInt()).isEqualTo(-1);
    assertThat(aspects.get(1).get("error").asText()).contains("quotas");
  }

  private static List<Difference> thousands() {
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < 2_900; i++) {
      differences.add(
          difference("acl " + i, Verb.CREATE, Handling.APPLY, "the source has this Topic ALLOW"));
    }
    for (int i = 0; i < 100; i++) {
      differences.add(
          difference("acl s" + i, Verb.CREATE, Handling.STAGED, "lets its holder write"));
    }
    for (int i = 0; i < 3; i++) {
      differences.add(
          difference("acl d" + i, Verb.DELETE, Handling.DRIFT, "only the target has it"));
    }
    return differences;
  }

  private static TwinReport report(List<Difference> differences) {
    return new TwinReport(
        Sample.LINK,
        List.of(
            new AspectReport(
                Aspect.ACLS,
                Optional.of(
                    new TwinPlan(
                        Aspect.ACLS,
                        4_000,
                        differences,
                        List.of("7 of the source's bindings are not this link's"))),
                List.of(),
                Optional.empty()),
            new AspectReport(
                Aspect.QUOTAS,
                Optional.empty(),
                List.of(),
                Optional.of("cluster 'west', while reading quotas: not allowed"))));
  }

  private static Difference difference(
      String resource, Verb verb, Handling handling, String reason) {
    return new Difference(
        Aspect.ACLS,
        resource,
        "",
        verb,
        handling,
        verb == Verb.CREATE ? Optional.empty() : Optional.of("1"),
        verb == Verb.DELETE ? Optional.empty() : Optional.of("2"),
        reason);
  }
}
