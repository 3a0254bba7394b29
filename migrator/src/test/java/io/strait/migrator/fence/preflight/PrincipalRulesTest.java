package io.strait.migrator.fence.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.fence.acl.AclBook;
import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.migrator.fence.acl.FenceFinding.Severity;
import io.strait.migrator.fence.preflight.BrokerSecurity.Everyone;
import io.strait.replicator.topology.TopicMapping;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class PrincipalRulesTest {
  private static final BrokerSecurity OPEN_BOOK =
      new BrokerSecurity(Set.of("User:admin"), false, Everyone.NO);

  @Test
  void shouldFindNothingWhenTheNamedPrincipalIsTheOnlyWriter() {
    assertThat(findings(OPEN_BOOK, List.of("User:app"), writer("User:app"), writer("User:strait")))
        .isEmpty();
  }

  @Test
  void shouldBlockWhenASuperUserIsNamed() {
    assertThat(codes(OPEN_BOOK, List.of("User:admin"), writer("User:admin"), writer("User:strait")))
        .containsExactly("BLOCKING SUPER_USER_NAMED");
  }

  @Test
  void shouldBlockWhenNobodyIsNamed() {
    assertThat(codes(OPEN_BOOK, List.of(), writer("User:strait")))
        .containsExactly("BLOCKING NO_PRINCIPAL");
  }

  @Test
  void shouldBlockWhenTheWildcardUserIsNamed() {
    assertThat(codes(OPEN_BOOK, List.of("User:*"), writer("User:strait")))
        .containsExactly("BLOCKING PRINCIPAL_NOT_NAMED");
  }

  @Test
  void shouldBlockWhenTheLinksOwnPrincipalIsNamed() {
    assertThat(codes(OPEN_BOOK, List.of("User:strait"), writer("User:strait")))
        .containsExactly("BLOCKING OWN_PRINCIPAL_NAMED");
  }

  @Test
  void shouldBlockWhenSomebodyElseMayWrite() {
    assertThat(
            codes(
                OPEN_BOOK,
                List.of("User:app"),
                writer("User:app"),
                writer("User:strait"),
                writer("User:batch")))
        .containsExactly("BLOCKING UNNAMED_WRITER");
  }

  @Test
  void shouldWarnWhenEverybodyMayWrite() {
    assertThat(codes(OPEN_BOOK, List.of("User:app"), writer("User:app"), writer("User:*")))
        .containsExactly("WARNING WILDCARD_WRITER");
  }

  @Test
  void shouldBlockWhenAPrincipalHasNoGrantAndSuperUsersAreHidden() {
    BrokerSecurity hidden = new BrokerSecurity(Set.of(), true, Everyone.HIDDEN);

    assertThat(
            codes(
                hidden,
                List.of("User:app", "User:root"),
                writer("User:app"),
                writer("User:strait")))
        .containsExactlyInAnyOrder(
            "BLOCKING PRINCIPAL_WITHOUT_GRANT", "WARNING SUPER_USERS_HIDDEN");
  }

  @Test
  void shouldBlockWhenTheFirstDenyWouldLockOutEverybody() {
    BrokerSecurity everyone = new BrokerSecurity(Set.of(), false, Everyone.YES);

    assertThat(codes(everyone, List.of("User:app"))).containsExactly("BLOCKING ALLOW_EVERYONE");
    assertThat(codes(everyone, List.of("User:app"), writer("User:*")))
        .containsExactly("WARNING WILDCARD_WRITER");
  }

  @Test
  void shouldBlockWhenTheReverseLinkCouldNotWrite() {
    assertThat(codes(OPEN_BOOK, List.of("User:app"), writer("User:app")))
        .containsExactly("BLOCKING REVERSE_LINK_CANNOT_WRITE");
  }

  @Test
  void shouldJudgeTheSameWhenOurOwnFenceIsStillUp() {
    AclBinding deny =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, "flights", PatternType.LITERAL),
            new AccessControlEntry("User:app", "*", AclOperation.WRITE, AclPermissionType.DENY));

    assertThat(
            codes(OPEN_BOOK, List.of("User:app"), writer("User:app"), writer("User:strait"), deny))
        .isEmpty();
  }

  private static List<String> codes(
      BrokerSecurity security, List<String> principals, AclBinding... acls) {
    return findings(security, principals, acls).stream()
        .map(finding -> finding.severity() + " " + finding.code())
        .toList();
  }

  private static List<FenceFinding> findings(
      BrokerSecurity security, List<String> principals, AclBinding... acls) {
    PreflightRequest wave =
        new PreflightRequest(
            List.of(TopicMapping.same("flights")),
            List.of(),
            principals,
            "User:strait",
            "User:strait-cutover",
            List.of());
    List<FenceFinding> findings =
        new PrincipalRules(
                wave, "east", List.of("flights"), new AclBook(Arrays.asList(acls)), security)
            .findings();
    assertThat(findings)
        .allSatisfy(finding -> assertThat(finding.action()).isNotBlank())
        .noneMatch(finding -> finding.severity() == Severity.INFO);
    return findings;
  }

  private static AclBinding writer(String principal) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, "flights", PatternType.LITERAL),
        new AccessControlEntry(principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
  }
}
