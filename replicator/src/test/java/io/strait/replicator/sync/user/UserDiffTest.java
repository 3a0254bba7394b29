package io.strait.replicator.sync.user;

import static org.apache.kafka.clients.admin.ScramMechanism.SCRAM_SHA_256;
import static org.apache.kafka.clients.admin.ScramMechanism.SCRAM_SHA_512;
import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.select.PrincipalRule;
import io.strait.replicator.sync.select.Principals;
import io.strait.replicator.sync.select.Selection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UserDiffTest {
  private static final ScramKey ALICE = new ScramKey("alice", SCRAM_SHA_512);
  private static final ScramKey BOB = new ScramKey("bob", SCRAM_SHA_256);
  private static final String RESOURCE = "user alice SCRAM-SHA-512";

  private UserPolicy policy =
      new UserPolicy(Selection.everything(), Map.of("alice", "s3cret-of-alice"));
  private Principals principals = Principals.same();
  private Drift drift = Drift.REPORT;

  @Test
  void shouldMakeWhoseSecretIsKnownAndListTheOthers() {
    assertThat(plan(Map.of(ALICE, 4096, BOB, 8192), Map.of(), Map.of()))
        .containsExactly(RESOURCE + " CREATE APPLY", "user bob SCRAM-SHA-256 CREATE MANUAL");
    assertThat(plan(Map.of(ALICE, 4096, BOB, 8192), Map.of(ALICE, 8192, BOB, 4096), Map.of()))
        .as("a password that the target had before is not replaced")
        .containsExactly(RESOURCE + " CHANGE DRIFT", "user bob SCRAM-SHA-256 CHANGE MANUAL");
    assertThat(plan(Map.of(ALICE, 4096), Map.of(ALICE, 4096), Map.of())).isEmpty();
  }

  @Test
  void shouldTellWhatSomebodyElseChangedFromWhatTheSourceChanged() {
    Map<String, String> last = Map.of(RESOURCE, "4096");

    assertThat(plan(Map.of(ALICE, 4096), Map.of(ALICE, 8192), last))
        .containsExactly(RESOURCE + " CHANGE DRIFT");
    assertThat(plan(Map.of(ALICE, 4096), Map.of(), last))
        .containsExactly(RESOURCE + " CREATE DRIFT");
    assertThat(plan(Map.of(ALICE, 8192), Map.of(ALICE, 4096), last))
        .containsExactly(RESOURCE + " CHANGE APPLY");
    assertThat(plan(Map.of(ALICE, 4096), Map.of(), Map.of(RESOURCE, "begun")))
        .containsExactly(RESOURCE + " CREATE APPLY");
    drift = Drift.OVERWRITE;
    assertThat(plan(Map.of(ALICE, 4096), Map.of(ALICE, 8192), last))
        .containsExactly(RESOURCE + " CHANGE APPLY");
  }

  @Test
  void shouldRemoveOnlyWhomItMade() {
    UserPlan foreign = diff().of(Map.of(), Map.of(ALICE, 4096), Map.of());

    assertThat(foreign.shown().differences()).isEmpty();
    assertThat(foreign.shown().notes()).anyMatch(note -> note.contains("[alice]"));
    assertThat(plan(Map.of(), Map.of(ALICE, 4096), Map.of(RESOURCE, "4096")))
        .containsExactly(RESOURCE + " DELETE APPLY");
    assertThat(diff().of(Map.of(), Map.of(), Map.of(RESOURCE, "4096")).settled())
        .isEqualTo(Map.of(RESOURCE, Optional.empty()));
    policy = new UserPolicy(new Selection(List.of(Pattern.compile("b.*")), List.of()), Map.of());
    assertThat(plan(Map.of(ALICE, 4096), Map.of(ALICE, 4096), Map.of(RESOURCE, "4096"))).isEmpty();
  }

  @Test
  void shouldLeaveOwnUsersAndRefuseWhatBrokersRefuse() {
    ScramKey own = new ScramKey("strait", SCRAM_SHA_512);

    assertThat(plan(Map.of(own, 4096), Map.of(), Map.of())).isEmpty();
    assertThat(plan(Map.of(), Map.of(own, 4096), Map.of("user strait SCRAM-SHA-512", "4096")))
        .isEmpty();
    assertThat(plan(Map.of(ALICE, 20_000), Map.of(), Map.of()))
        .containsExactly(RESOURCE + " CREATE REFUSED");
  }

  @Test
  void shouldFollowNamesAndNeverShowASecret() {
    principals =
        new Principals(List.of(new PrincipalRule(Pattern.compile("User:(b.*)"), "User:al$1")));
    policy = new UserPolicy(Selection.everything(), Map.of("albob", "s3cret-of-albob"));
    UserPlan plan = diff().of(Map.of(BOB, 4096), Map.of(), Map.of());

    assertThat(plan.shown().differences())
        .singleElement()
        .satisfies(one -> assertThat(one.resource()).isEqualTo("user albob SCRAM-SHA-256"))
        .satisfies(one -> assertThat(one.applies()).isTrue());
    assertThat(plan.shown().notes()).anyMatch(note -> note.contains("bob -> albob"));
    assertThat(plan + " " + policy).doesNotContain("s3cret");
  }

  private List<String> plan(
      Map<ScramKey, Integer> source, Map<ScramKey, Integer> target, Map<String, String> last) {
    return diff().of(source, target, last).shown().differences().stream()
        .map(one -> one.resource() + " " + one.verb() + " " + one.handling())
        .toList();
  }

  private UserDiff diff() {
    return new UserDiff(policy, principals, Set.of("strait"), drift);
  }
}
