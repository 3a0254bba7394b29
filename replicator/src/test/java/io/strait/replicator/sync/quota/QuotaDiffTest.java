package io.strait.replicator.sync.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.select.PrincipalRule;
import io.strait.replicator.sync.select.Principals;
import io.strait.replicator.sync.select.Selection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.Test;

class QuotaDiffTest {
  private static final String RATE = "producer_byte_rate";

  private QuotaPolicy policy = QuotaPolicy.defaults();
  private Principals principals = Principals.same();
  private Drift drift = Drift.REPORT;

  @Test
  void shouldSetChangeAndRemoveEachKindOfQuota() {
    Map<ClientQuotaEntity, String> kinds =
        Map.of(
            entity("user", "app"), "quota user=app",
            entity("user", null), "quota user=<default>",
            entity("client-id", "x"), "quota client-id=x",
            entity("client-id", null), "quota client-id=<default>",
            entity("user", "app", "client-id", null), "quota user=app,client-id=<default>",
            entity("ip", "10.0.0.1"), "quota ip=10.0.0.1",
            entity("ip", null), "quota ip=<default>");
    kinds.forEach(
        (entity, resource) -> {
          Map<String, String> last = Map.of(resource + " " + RATE, "100.0");
          assertThat(plan(values(entity, 100), Map.of(), Map.of()))
              .containsExactly(resource + " CREATE APPLY - 100");
          assertThat(plan(values(entity, 100), values(entity, 100), last)).isEmpty();
          assertThat(plan(values(entity, 200), values(entity, 100), last))
              .containsExactly(resource + " CHANGE APPLY 100.0 200.0".replace(".0", ""));
          assertThat(plan(Map.of(), values(entity, 100), last))
              .containsExactly(resource + " DELETE APPLY 100 -");
        });
  }

  @Test
  void shouldReportOrOverwriteWhatSomebodyElseChanged() {
    ClientQuotaEntity app = entity("user", "app");
    Map<String, String> last = Map.of("quota user=app " + RATE, "100.0");

    assertThat(plan(values(app, 100), values(app, 7), last))
        .containsExactly("quota user=app CHANGE DRIFT 7 100");
    assertThat(plan(values(app, 100), Map.of(), last))
        .containsExactly("quota user=app CREATE DRIFT - 100");
    assertThat(plan(values(app, 100), values(app, 7), Map.of()))
        .containsExactly("quota user=app CHANGE DRIFT 7 100");
    assertThat(plan(Map.of(), values(app, 7), Map.of()))
        .containsExactly("quota user=app DELETE DRIFT 7 -");
    drift = Drift.OVERWRITE;
    assertThat(plan(values(app, 100), values(app, 7), last))
        .containsExactly("quota user=app CHANGE APPLY 7 100");
    assertThat(plan(Map.of(), values(app, 7), Map.of()))
        .containsExactly("quota user=app DELETE APPLY 7 -");
  }

  @Test
  void shouldGoOnWhereAnApplyWasInterrupted() {
    ClientQuotaEntity app = entity("user", "app");
    Map<String, String> begun = Map.of("quota user=app " + RATE, "~200.0");

    assertThat(plan(values(app, 200), values(app, 100), begun))
        .containsExactly("quota user=app CHANGE APPLY 100 200");
    assertThat(plan(values(app, 200), Map.of(), begun))
        .containsExactly("quota user=app CREATE APPLY - 200");
    assertThat(diff().of(values(app, 200), values(app, 200), begun).settled())
        .isEqualTo(Map.of("quota user=app " + RATE, Optional.of("200.0")));
    assertThat(diff().of(Map.of(), Map.of(), begun).settled())
        .isEqualTo(Map.of("quota user=app " + RATE, Optional.empty()));
  }

  @Test
  void shouldMapUsersAndRefuseTwoValuesForOne() {
    principals =
        new Principals(List.of(new PrincipalRule(Pattern.compile("User:team-.*"), "User:team")));
    Map<ClientQuotaEntity, Map<String, Double>> source = new HashMap<>();
    source.putAll(values(entity("user", "team-a"), 100));
    source.putAll(values(entity("user", "team-b"), 200));
    source.putAll(values(entity("user", "team-a", "client-id", "c"), 5));
    source.putAll(values(entity("user", "team-b", "client-id", "c"), 5));

    assertThat(plan(source, Map.of(), Map.of()))
        .containsExactlyInAnyOrder(
            "quota user=team CHANGE REFUSED - -", "quota user=team,client-id=c CREATE APPLY - 5");
  }

  @Test
  void shouldLeaveOwnAndExcludedOnesAlone() {
    policy =
        new QuotaPolicy(
            new Selection(Selection.everything().include(), List.of(Pattern.compile("legacy-.*"))),
            Selection.everything(),
            Selection.everything());
    ClientQuotaEntity own = entity("user", "strait", "client-id", "x");
    ClientQuotaEntity legacy = entity("user", "legacy-1");
    Map<String, String> last = Map.of("quota user=legacy-1 " + RATE, "1.0");

    assertThat(plan(values(own, 1), Map.of(), Map.of())).isEmpty();
    assertThat(plan(Map.of(), values(own, 1), Map.of())).isEmpty();
    assertThat(plan(values(legacy, 1), Map.of(), Map.of())).isEmpty();
    assertThat(plan(Map.of(), values(legacy, 1), Map.of())).isEmpty();
    assertThat(plan(values(legacy, 1), values(legacy, 1), last)).isEmpty();
  }

  @Test
  void shouldRemoveWhatItMadeUnderAnotherNameThanTheSources() {
    principals =
        new Principals(List.of(new PrincipalRule(Pattern.compile("User:(a.*)"), "User:eu-$1")));
    policy =
        new QuotaPolicy(
            new Selection(List.of(Pattern.compile("a.*")), List.of()),
            Selection.everything(),
            Selection.everything());
    ClientQuotaEntity mapped = entity("user", "eu-app");

    assertThat(plan(Map.of(), values(mapped, 3), Map.of("quota user=eu-app " + RATE, "3.0")))
        .containsExactly("quota user=eu-app DELETE APPLY 3 -");
    assertThat(plan(Map.of(), values(mapped, 3), Map.of())).isEmpty();
  }

  private List<String> plan(
      Map<ClientQuotaEntity, Map<String, Double>> source,
      Map<ClientQuotaEntity, Map<String, Double>> target,
      Map<String, String> last) {
    return diff().of(source, target, last).shown().differences().stream()
        .map(
            one -> {
              assertThat(one.field()).isEqualTo(RATE);
              assertThat(one.reason()).isNotBlank();
              return one.resource()
                  + " "
                  + one.verb()
                  + " "
                  + one.handling()
                  + " "
                  + one.now().orElse("-")
                  + " "
                  + one.wanted().orElse("-");
            })
        .toList();
  }

  private QuotaDiff diff() {
    return new QuotaDiff(policy, principals, Set.of("strait"), drift);
  }

  private static Map<ClientQuotaEntity, Map<String, Double>> values(
      ClientQuotaEntity entity, double value) {
    return Map.of(entity, Map.of(RATE, value));
  }

  private static ClientQuotaEntity entity(String... parts) {
    Map<String, String> entries = new HashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      entries.put(parts[i], parts[i + 1]);
    }
    return new ClientQuotaEntity(entries);
  }
}
