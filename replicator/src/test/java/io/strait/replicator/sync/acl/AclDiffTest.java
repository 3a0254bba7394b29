package io.strait.replicator.sync.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.sync.select.PrincipalRule;
import io.strait.replicator.sync.select.Principals;
import io.strait.replicator.sync.select.Selection;
import io.strait.replicator.topology.Renaming;
import io.strait.replicator.topology.TopicPatterns;
import io.strait.replicator.topology.TopicSelection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AclDiffTest {
  private static final TopicSelection ORDERS =
      new TopicSelection(List.of("orders"), TopicPatterns.none(), Renaming.none());
  private static final TopicSelection ALL =
      new TopicSelection(List.of(), new TopicPatterns(List.of(".*"), List.of()), Renaming.none());
  private static final OwnAcls OWN =
      new OwnAcls(
          Set.of("User:strait", "User:strait-cutover"),
          Set.of(),
          Set.of(OwnAcls.writeFence("orders", "User:fenced")));

  private TopicSelection selection = ORDERS;
  private AclPolicy policy =
      new AclPolicy(Principals.same(), Selection.everything(), AclPolicy.Writes.APPLIED);
  private Drift drift = Drift.REPORT;
  private boolean armed;
  private Collection<String> topics = List.of("orders", "sales.eu", "sales.us");

  static Stream<AclBinding> everyKind() {
    List<AclBinding> all = new ArrayList<>();
    for (ResourceType type : ResourceType.values()) {
      for (PatternType pattern : List.of(PatternType.LITERAL, PatternType.PREFIXED)) {
        for (AclPermissionType permission :
            List.of(AclPermissionType.ALLOW, AclPermissionType.DENY)) {
          for (AclOperation operation : AclOperation.values()) {
            if (!type.name().matches("ANY|UNKNOWN") && !operation.name().matches("ANY|UNKNOWN")) {
              String name = type == ResourceType.CLUSTER ? "kafka-cluster" : "orders";
              all.add(
                  new AclBinding(
                      new ResourcePattern(type, name, pattern),
                      new AccessControlEntry("User:app", "10.0.0.7", operation, permission)));
            }
          }
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(300);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void shouldMakeKeepAndRemoveABindingOfEveryKind(AclBinding binding) {
    String resource = "acl " + AclText.of(binding);

    assertThat(one(plan(Set.of(binding), Set.of(), Map.of())))
        .isEqualTo(resource + " CREATE APPLY");
    AclPlan same = plan(Set.of(binding), Set.of(binding), Map.of(resource, "made"));
    assertThat(same.shown().differences()).isEmpty();
    assertThat(same.settled()).isEmpty();
    assertThat(one(plan(Set.of(), Set.of(binding), Map.of(resource, "made"))))
        .isEqualTo(resource + " DELETE APPLY");
    assertThat(one(plan(Set.of(binding), Set.of(), Map.of(resource, "made"))))
        .isEqualTo(resource + " CREATE DRIFT");
    drift = Drift.OVERWRITE;
    assertThat(one(plan(Set.of(binding), Set.of(), Map.of(resource, "made"))))
        .isEqualTo(resource + " CREATE APPLY");
  }

  @Test
  void shouldNameEachBindingDifferently() {
    Set<String> texts = new TreeSet<>();
    everyKind().forEach(binding -> texts.add(AclText.of(binding)));

    assertThat(texts).hasSize((int) everyKind().count());
    assertThat(texts).contains("DelegationToken:PREFIXED:orders User:app 10.0.0.7 DESCRIBE DENY");
  }

  @Test
  void shouldLeaveWhatOnlyTheTargetHasUnlessDriftIsOverwritten() {
    AclBinding foreign = topic("orders", "User:other", AclOperation.READ, AclPermissionType.ALLOW);

    assertThat(one(plan(Set.of(), Set.of(foreign), Map.of()))).endsWith(" DELETE DRIFT");
    drift = Drift.OVERWRITE;
    assertThat(one(plan(Set.of(), Set.of(foreign), Map.of()))).endsWith(" DELETE APPLY");
  }

  @Test
  void shouldNeverTouchFencesNorWhatIsStraits() {
    AclBinding fence = OwnAcls.writeFence("orders", "User:fenced");
    AclBinding likeAFence = OwnAcls.groupFence("billing", "User:nobody-configured");
    AclBinding ours = topic("orders", "User:strait", AclOperation.ALL, AclPermissionType.ALLOW);
    AclBinding routes =
        topic("strait.routes", "User:app", AclOperation.READ, AclPermissionType.ALLOW);
    drift = Drift.OVERWRITE;

    assertThat(plan(Set.of(fence, ours, routes), Set.of(), Map.of()).shown().differences())
        .isEmpty();
    assertThat(plan(Set.of(), Set.of(fence, ours, routes), Map.of()).shown().differences())
        .isEmpty();
    assertThat(one(plan(Set.of(), Set.of(likeAFence), Map.of()))).endsWith(" DELETE DRIFT");
    // Made by Strait for the source's sake, it is an ordinary DENY.
    assertThat(
            one(plan(Set.of(), Set.of(likeAFence), Map.of(AclText.resource(likeAFence), "made"))))
        .endsWith(" DELETE APPLY");
  }

  @Test
  void shouldRefuseADenialOfEverybodyThatWouldStopTheLink() {
    AclBinding all = topic("orders", "User:*", AclOperation.WRITE, AclPermissionType.DENY);
    AclBinding elsewhere =
        new AclBinding(
            all.pattern(),
            new AccessControlEntry(
                "User:*", "10.1.1.1", AclOperation.WRITE, AclPermissionType.DENY));

    AclPlan plan = plan(Set.of(all, elsewhere), Set.of(), Map.of());

    assertThat(texts(plan))
        .containsExactlyInAnyOrder(
            AclText.resource(all) + " CREATE REFUSED",
            AclText.resource(elsewhere) + " CREATE APPLY");
  }

  @Test
  void shouldHoldBackWritingUntilThePromotionAndSplitAll() {
    policy = new AclPolicy(Principals.same(), Selection.everything(), AclPolicy.Writes.STAGED);
    AclBinding write = topic("orders", "User:app", AclOperation.WRITE, AclPermissionType.ALLOW);
    AclBinding all = topic("orders", "User:admin", AclOperation.ALL, AclPermissionType.ALLOW);
    AclBinding deny = topic("orders", "User:bad", AclOperation.WRITE, AclPermissionType.DENY);
    Set<AclBinding> source = Set.of(write, all, deny);

    AclPlan before = plan(source, Set.of(), Map.of());

    assertThat(texts(before))
        .containsExactlyInAnyOrder(
            AclText.resource(write) + " CREATE STAGED",
            AclText.resource(all) + " CREATE STAGED",
            AclText.resource(deny) + " CREATE APPLY",
            resource("User:admin", AclOperation.READ) + " CREATE APPLY",
            resource("User:admin", AclOperation.DESCRIBE) + " CREATE APPLY",
            resource("User:admin", AclOperation.DESCRIBE_CONFIGS) + " CREATE APPLY");
    Set<AclBinding> target = new HashSet<>();
    Map<String, String> last = applied(before, target);
    assertThat(texts(plan(source, target, last)))
        .allMatch(text -> text.endsWith(" CREATE STAGED"))
        .hasSize(2);

    armed = true;
    AclPlan arming = plan(source, target, last);

    assertThat(texts(arming))
        .containsExactlyInAnyOrder(
            AclText.resource(write) + " CREATE APPLY",
            AclText.resource(all) + " CREATE APPLY",
            resource("User:admin", AclOperation.READ) + " DELETE APPLY",
            resource("User:admin", AclOperation.DESCRIBE) + " DELETE APPLY",
            resource("User:admin", AclOperation.DESCRIBE_CONFIGS) + " DELETE APPLY");
    Map<String, String> after = new TreeMap<>(last);
    after.putAll(applied(arming, target));
    armed = false;
    assertThat(plan(source, target, after).shown().differences()).isEmpty();
    assertThat(target).containsExactlyInAnyOrderElementsOf(source);
  }

  @Test
  void shouldGoOnWhereAnApplyWasInterrupted() {
    AclBinding binding = topic("orders", "User:app", AclOperation.READ, AclPermissionType.ALLOW);
    String resource = AclText.resource(binding);

    assertThat(one(plan(Set.of(binding), Set.of(), Map.of(resource, "making"))))
        .endsWith(" CREATE APPLY");
    AclPlan made = plan(Set.of(binding), Set.of(binding), Map.of(resource, "making"));
    assertThat(made.shown().differences()).isEmpty();
    assertThat(made.settled()).isEqualTo(Map.of(resource, Optional.of("made")));
    assertThat(one(plan(Set.of(), Set.of(binding), Map.of(resource, "unmaking"))))
        .endsWith(" DELETE APPLY");
    assertThat(plan(Set.of(), Set.of(), Map.of(resource, "unmaking")).settled())
        .isEqualTo(Map.of(resource, Optional.empty()));
  }

  @Test
  void shouldFollowTheNamesOfTopicsAndPrincipals() {
    selection =
        new TopicSelection(
            List.of("orders"),
            new TopicPatterns(List.of("sales\\..*"), List.of()),
            new Renaming("east.", Map.of("orders", "orders-eu")));
    policy =
        new AclPolicy(
            new Principals(
                List.of(
                    new PrincipalRule(Pattern.compile("User:(a.*)"), "User:eu-$1"),
                    new PrincipalRule(Pattern.compile("User:.*"), "User:guest"))),
            Selection.everything(),
            AclPolicy.Writes.APPLIED);

    AclPlan plan =
        plan(
            Set.of(
                topic("orders", "User:app", AclOperation.READ, AclPermissionType.ALLOW),
                topic("sales.eu", "User:bob", AclOperation.READ, AclPermissionType.ALLOW),
                topic("sales.eu", "User:carl", AclOperation.READ, AclPermissionType.ALLOW),
                prefixed("sales.", "User:app"),
                prefixed("sa", "User:app"),
                prefixed("or", "User:app"),
                prefixed("pay", "User:app"),
                topic("payments", "User:app", AclOperation.READ, AclPermissionType.ALLOW)),
            Set.of(),
            Map.of());

    assertThat(texts(plan))
        .containsExactlyInAnyOrder(
            "acl Topic:LITERAL:orders-eu User:eu-app * READ ALLOW CREATE APPLY",
            "acl Topic:LITERAL:east.sales.eu User:guest * READ ALLOW CREATE APPLY",
            "acl Topic:PREFIXED:east.sales. User:eu-app * READ ALLOW CREATE APPLY",
            "acl Topic:PREFIXED:east.sa User:eu-app * READ ALLOW CREATE APPLY",
            "acl Topic:PREFIXED:or User:app * READ ALLOW CREATE REFUSED");
    assertThat(plan.shown().notes())
        .anyMatch(note -> note.contains("User:guest for [User:bob, User:carl]"))
        .anyMatch(note -> note.startsWith("2 of the source's bindings are not this link's"))
        .anyMatch(note -> note.startsWith("2 bindings name all topics or a prefix"));
  }

  @Test
  void shouldNotMakeEveryTopicOfASignThatStandsForItself() {
    selection = ALL;
    AclBinding every = topic("*", "User:app", AclOperation.READ, AclPermissionType.ALLOW);

    assertThat(texts(plan(Set.of(every, prefixed("*", "User:b")), Set.of(), Map.of())))
        .containsExactlyInAnyOrder(
            "acl Topic:LITERAL:* User:app * READ ALLOW CREATE APPLY",
            "acl Topic:PREFIXED:* User:b * READ ALLOW CREATE APPLY");
    selection =
        new TopicSelection(
            List.of(),
            new TopicPatterns(List.of(".*"), List.of()),
            new Renaming("east.", Map.of()));
    assertThat(texts(plan(Set.of(every), Set.of(), Map.of())))
        .containsExactly("acl Topic:PREFIXED:east. User:app * READ ALLOW CREATE APPLY");
  }

  @Test
  void shouldTakePrefixesThatAPatternMayStillMeet() {
    selection = ALL;
    topics = List.of();

    assertThat(texts(plan(Set.of(prefixed("later-", "User:app")), Set.of(), Map.of())))
        .containsExactly("acl Topic:PREFIXED:later- User:app * READ ALLOW CREATE APPLY");
    selection = ORDERS;
    assertThat(texts(plan(Set.of(prefixed("later-", "User:app")), Set.of(), Map.of()))).isEmpty();
  }

  @Test
  void shouldLeaveWhatThePolicyExcludesAloneOnBothSides() {
    policy =
        new AclPolicy(
            Principals.same(),
            new Selection(
                Selection.everything().include(), List.of(Pattern.compile(".* User:legacy .*"))),
            AclPolicy.Writes.APPLIED);
    AclBinding legacy = topic("orders", "User:legacy", AclOperation.READ, AclPermissionType.ALLOW);

    assertThat(texts(plan(Set.of(legacy), Set.of(), Map.of()))).isEmpty();
    assertThat(texts(plan(Set.of(), Set.of(legacy), Map.of()))).isEmpty();
    // The source still has it: no reason to take it away, though Strait made it once.
    assertThat(
            texts(plan(Set.of(legacy), Set.of(legacy), Map.of(AclText.resource(legacy), "made"))))
        .isEmpty();
  }

  private AclPlan plan(Set<AclBinding> source, Set<AclBinding> target, Map<String, String> last) {
    return new AclDiff(new AclScope(selection, topics), policy, OWN, drift, armed)
        .of(source, target, last);
  }

  /** Does to the target what the plan asks for; answers with what is written down then. */
  private static Map<String, String> applied(AclPlan plan, Set<AclBinding> target) {
    Map<String, String> last = new TreeMap<>();
    for (Difference one : plan.shown().toApply()) {
      AclBinding binding = plan.bindings().get(one.resource());
      if (one.verb() == Verb.CREATE) {
        target.add(binding);
        last.put(one.resource(), "made");
      } else {
        target.remove(binding);
      }
    }
    return last;
  }

  private static String one(AclPlan plan) {
    assertThat(texts(plan)).hasSize(1);
    return texts(plan).get(0);
  }

  private static List<String> texts(AclPlan plan) {
    TwinPlan shown = plan.shown();
    shown
        .differences()
        .forEach(
            one -> {
              assertThat(one.reason()).isNotBlank();
              assertThat(one.handling() == Handling.REFUSED)
                  .isEqualTo(!plan.bindings().containsKey(one.resource()));
            });
    return shown.differences().stream()
        .map(one -> one.resource() + " " + one.verb() + " " + one.handling())
        .toList();
  }

  private static String resource(String principal, AclOperation operation) {
    return AclText.resource(topic("orders", principal, operation, AclPermissionType.ALLOW));
  }

  private static AclBinding topic(
      String name, String principal, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL),
        new AccessControlEntry(principal, "*", operation, permission));
  }

  private static AclBinding prefixed(String name, String principal) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, name, PatternType.PREFIXED),
        new AccessControlEntry(principal, "*", AclOperation.READ, AclPermissionType.ALLOW));
  }
}
