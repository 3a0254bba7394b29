package io.strait.validator.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.Renaming;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AclDriftTest {
  private static final List<TopicMapping> TOPICS =
      List.of(new TopicMapping("orders", "eu.orders"), new TopicMapping("other", "torn"));
  private static final Renaming NAMING = new Renaming("eu.", Map.of("other", "torn"));

  @Test
  void shouldFindNothingWhenImagesAreThere() {
    ResourceReport report =
        judge(
            plain(),
            Set.of(read("orders", "User:app"), read("elsewhere", "User:app"), group("billing")),
            Set.of(read("eu.orders", "User:app"), group("billing"), read("own", "User:x")));
    assertThat(report.findings()).isEmpty();
    assertThat(report.compared()).isEqualTo(2);
  }

  @Test
  void shouldTellWhoMovedWhenTheLinkMadeBindings() {
    AclBinding image = read("eu.orders", "User:app");
    Set<AclBinding> source = Set.of(read("orders", "User:app"));
    assertThat(one(applied(Set.of()), source, Set.of()).who()).isEqualTo(Moved.SOURCE);
    assertThat(one(applied(Set.of(image)), source, Set.of()).who()).isEqualTo(Moved.TARGET);
    assertThat(one(applied(Set.of(image)), Set.of(), Set.of(image)).who()).isEqualTo(Moved.SOURCE);
    assertThat(one(applied(Set.of()), Set.of(), Set.of(image)).who()).isEqualTo(Moved.TARGET);
    assertThat(one(plain(), Set.of(), Set.of(image)).who()).isEqualTo(Moved.UNKNOWN);
  }

  @Test
  void shouldExplainWritesThatAreHeldBackButNotWhatOfThemIsHarmless() {
    AclScope staged = scope(true, Set.of(), Optional.empty());
    AclBinding write = topic("orders", "User:app", AclOperation.WRITE, PatternType.LITERAL);
    assertThat(judge(staged, Set.of(write), Set.of()).word()).isEqualTo("passed");
    AclBinding all = topic("orders", "User:app", AclOperation.ALL, PatternType.LITERAL);
    ResourceReport report = judge(staged, Set.of(all), Set.of(read("eu.orders", "User:app")));
    assertThat(report.explained()).isEqualTo(1);
    assertThat(report.open())
        .extracting(ResourceFinding::resource)
        .allMatch(name -> name.contains("DESCRIBE"))
        .hasSize(2);
  }

  @Test
  void shouldExplainFencesAndTornPrefixes() {
    AclBinding fence =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, "eu.orders", PatternType.LITERAL),
            new AccessControlEntry("User:app", "*", AclOperation.WRITE, AclPermissionType.DENY));
    AclScope scope = scope(false, Set.of(fence), Optional.empty());
    assertThat(judge(scope, Set.of(), Set.of(fence)).explained()).isEqualTo(1);
    AclBinding torn = topic("o", "User:app", AclOperation.READ, PatternType.PREFIXED);
    assertThat(judge(scope, Set.of(torn), Set.of()).explained()).isEqualTo(1);
    AclBinding whole = topic("ord", "User:app", AclOperation.READ, PatternType.PREFIXED);
    AclBinding image = topic("eu.ord", "User:app", AclOperation.READ, PatternType.PREFIXED);
    assertThat(judge(scope, Set.of(whole), Set.of(image)).findings()).isEmpty();
  }

  @Test
  void shouldMapPrincipals() {
    AclScope scope =
        new AclScope(
            TOPICS,
            NAMING,
            name -> name.replace("User:", "User:eu-"),
            binding -> true,
            binding -> false,
            Set.of(),
            false,
            Optional.empty(),
            Moved.UNKNOWN);
    assertThat(
            judge(
                    scope,
                    Set.of(read("orders", "User:app")),
                    Set.of(read("eu.orders", "User:eu-app")))
                .findings())
        .isEmpty();
  }

  @Test
  void shouldCompareThousandsOfBindings() {
    Set<AclBinding> source = new HashSet<>();
    Set<AclBinding> target = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      source.add(topic("orders", "User:u" + i, AclOperation.READ, PatternType.LITERAL));
      target.add(topic("eu.orders", "User:u" + i, AclOperation.READ, PatternType.LITERAL));
    }
    target.remove(read("eu.orders", "User:u77"));
    assertThat(judge(plain(), source, target).findings()).hasSize(1);
  }

  private static ResourceFinding one(
      AclScope scope, Set<AclBinding> source, Set<AclBinding> target) {
    List<ResourceFinding> open = judge(scope, source, target).open();
    assertThat(open).hasSize(1);
    return open.get(0);
  }

  private static ResourceReport judge(
      AclScope scope, Set<AclBinding> source, Set<AclBinding> target) {
    return new AclDrift(scope).judge(Optional.of(source), Optional.of(target));
  }

  private static AclScope plain() {
    return AclScope.of(TOPICS, NAMING);
  }

  private static AclScope applied(Set<AclBinding> made) {
    return scope(false, Set.of(), Optional.of(made));
  }

  private static AclScope scope(
      boolean staged, Set<AclBinding> fences, Optional<Set<AclBinding>> made) {
    return new AclScope(
        TOPICS,
        NAMING,
        name -> name,
        binding -> true,
        binding -> false,
        fences,
        staged,
        made.map(set -> set::contains),
        Moved.NEVER_APPLIED);
  }

  private static AclBinding read(String topic, String principal) {
    return topic(topic, principal, AclOperation.READ, PatternType.LITERAL);
  }

  private static AclBinding topic(
      String topic, String principal, AclOperation operation, PatternType type) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, type),
        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
  }

  private static AclBinding group(String group) {
    return new AclBinding(
        new ResourcePattern(ResourceType.GROUP, group, PatternType.LITERAL),
        new AccessControlEntry("User:app", "*", AclOperation.READ, AclPermissionType.ALLOW));
  }
}
