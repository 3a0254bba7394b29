package io.strait.migrator.fence.preflight;

import io.strait.migrator.fence.acl.AclBook;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.fence.acl.FenceFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** Whether the principals of a wave can be fenced, and who else can write. Pure. */
final class PrincipalRules {
  private final PreflightRequest wave;
  private final String cluster;
  private final List<String> topics;
  private final AclBook acls;
  private final BrokerSecurity security;

  PrincipalRules(
      PreflightRequest wave,
      String cluster,
      List<String> topics,
      AclBook acls,
      BrokerSecurity security) {
    this.wave = wave;
    this.cluster = cluster;
    this.topics = topics;
    this.acls = acls;
    this.security = security;
  }

  List<FenceFinding> findings() {
    List<FenceFinding> findings = new ArrayList<>();
    if (wave.principals().isEmpty()) {
      findings.add(
          FenceFinding.blocking(
              "NO_PRINCIPAL",
              cluster,
              "the wave names no principal: its fence would stop nobody",
              "name every principal that writes to " + topics));
    }
    wave.principals().forEach(principal -> findings.addAll(named(principal)));
    topics.forEach(topic -> findings.addAll(writers(topic)));
    topics.forEach(topic -> findings.addAll(copying(topic)));
    topics.forEach(topic -> findings.addAll(everyone(topic)));
    if (security.superUsersHidden() && wave.superUsers().isEmpty()) {
      findings.add(
          FenceFinding.warning(
              "SUPER_USERS_HIDDEN",
              cluster,
              "the brokers of '"
                  + cluster
                  + "' have super users but do not reveal them; no ACL"
                  + " stops a super user",
              "declare the brokers' super.users, so that they can be compared with the wave"));
    }
    return findings;
  }

  private List<FenceFinding> named(String principal) {
    if (Deny.refusal(principal).isPresent()) {
      return List.of(
          FenceFinding.blocking(
              "PRINCIPAL_NOT_NAMED",
              principal,
              Deny.refusal(principal).get(),
              "name the principals one by one"));
    }
    if (principal.equals(wave.copyingPrincipal()) || principal.equals(wave.cutoverPrincipal())) {
      return List.of(
          FenceFinding.blocking(
              "OWN_PRINCIPAL_NAMED",
              principal,
              principal + " is the service's own principal: fencing it stops the links too",
              "give the applications principals of their own"));
    }
    if (superUsers().contains(principal)) {
      return List.of(
          FenceFinding.blocking(
              "SUPER_USER_NAMED",
              principal,
              principal
                  + " is a super user of cluster '"
                  + cluster
                  + "': no ACL can keep it from writing",
              "let its applications use an ordinary principal before the wave"));
    }
    return idle(principal);
  }

  /** Somebody who writes without any ALLOW can only be a super user, whom no ACL can stop. */
  private List<FenceFinding> idle(String principal) {
    boolean granted =
        topics.stream()
                .anyMatch(
                    topic -> acls.granted(principal, AclOperation.WRITE, ResourceType.TOPIC, topic))
            || wave.groups().stream()
                .anyMatch(
                    group -> acls.granted(principal, AclOperation.READ, ResourceType.GROUP, group));
    if (granted || security.allowEveryone() == BrokerSecurity.Everyone.YES) {
      return List.of();
    }
    String text =
        "no ACL of cluster '"
            + cluster
            + "' lets "
            + principal
            + " write to a topic or read in a group of the wave";
    return security.superUsersHidden() && wave.superUsers().isEmpty()
        ? List.of(
            FenceFinding.blocking(
                "PRINCIPAL_WITHOUT_GRANT",
                principal,
                text + "; if it writes nevertheless it is a super user, which no ACL can stop",
                "grant it what it needs there or take it out of the wave; if it is a super user,"
                    + " declare the brokers' super.users"))
        : List.of(
            FenceFinding.warning(
                "PRINCIPAL_WITHOUT_GRANT",
                principal,
                text,
                "grant it what it needs there, or take it out of the wave"));
  }

  private List<FenceFinding> writers(String topic) {
    List<FenceFinding> findings = new ArrayList<>();
    for (String holder : acls.holders(AclOperation.WRITE, ResourceType.TOPIC, topic)) {
      if (holder.equals(AclBook.EVERYBODY)) {
        findings.add(
            FenceFinding.warning(
                "WILDCARD_WRITER",
                topic,
                "an ALLOW for User:* lets everybody write to topic '"
                    + topic
                    + "' of cluster '"
                    + cluster
                    + "'; only the principals of the wave will be stopped",
                "replace it by ALLOWs for the principals that write, and name them in the wave"));
      } else if (!expected(holder)) {
        findings.add(
            FenceFinding.blocking(
                "UNNAMED_WRITER",
                holder,
                holder
                    + " may write to topic '"
                    + topic
                    + "' of cluster '"
                    + cluster
                    + "' but is not named in the wave: it would write on after the switch",
                "name it in the wave, or remove its WRITE on the topic"));
      }
    }
    return findings;
  }

  private boolean expected(String holder) {
    return wave.principals().contains(holder)
        || holder.equals(wave.copyingPrincipal())
        || holder.equals(wave.cutoverPrincipal())
        || superUsers().contains(holder);
  }

  private List<FenceFinding> copying(String topic) {
    if (superUsers().contains(wave.copyingPrincipal())
        || security.allowEveryone() == BrokerSecurity.Everyone.YES
        || acls.allows(wave.copyingPrincipal(), AclOperation.WRITE, ResourceType.TOPIC, topic)) {
      return List.of();
    }
    String text =
        wave.copyingPrincipal()
            + " may not write to topic '"
            + topic
            + "' of cluster '"
            + cluster
            + "': the reverse link could not bring back what is written after the switch";
    String action = "grant it: ALLOW WRITE on TOPIC '" + topic + "' for " + wave.copyingPrincipal();
    return List.of(
        security.superUsersHidden() && wave.superUsers().isEmpty()
            ? FenceFinding.warning(
                "REVERSE_LINK_CANNOT_WRITE", topic, text + ", unless it is a super user", action)
            : FenceFinding.blocking("REVERSE_LINK_CANNOT_WRITE", topic, text, action));
  }

  private List<FenceFinding> everyone(String topic) {
    if (acls.governs(ResourceType.TOPIC, topic)) {
      return List.of();
    }
    String text =
        "no ACL is about topic '"
            + topic
            + "' of cluster '"
            + cluster
            + "'; with "
            + "allow.everyone.if.no.acl.found=true the first DENY on it would lock out everybody,"
            + " readers and the links included";
    String action =
        "first add ALLOW ALL on TOPIC '"
            + topic
            + "' for the principals that use it (or User:*), then fence";
    return switch (security.allowEveryone()) {
      case YES -> List.of(FenceFinding.blocking("ALLOW_EVERYONE", topic, text, action));
      case HIDDEN -> List.of(FenceFinding.warning("ALLOW_EVERYONE_HIDDEN", topic, text, action));
      case NO -> List.of();
    };
  }

  private Set<String> superUsers() {
    Set<String> all = new TreeSet<>(security.superUsers());
    all.addAll(wave.superUsers());
    return all;
  }
}
