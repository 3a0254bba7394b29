package io.strait.migrator.fence.preflight;

import io.strait.migrator.fence.OpenTransactions;
import io.strait.migrator.fence.acl.AclBook;
import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.migrator.fence.group.Groups;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Looks at both clusters before a wave and says everything that would stop it, all at once. Changes
 * nothing. A fact about a moment: run it again before fencing.
 *
 * <p>Both sides are judged alike, because a rollback fences the target. Not found out: whether
 * applications keep records that fail while fenced, and super users that brokers hide and nobody
 * declared. Stateless.
 */
public final class Preflight {
  private final Cluster source;
  private final Cluster target;

  /** Looks under the cutover credentials of both clusters. */
  public Preflight(Cluster source, Cluster target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Checks everything. A check that fails is itself a finding, so one unreachable cluster does not
   * hide what the other shows.
   */
  public PreflightReport run(PreflightRequest wave) {
    List<FenceFinding> findings = new ArrayList<>();
    List<String> sourceTopics = wave.topics().stream().map(TopicMapping::source).toList();
    List<String> targetTopics = wave.topics().stream().map(TopicMapping::target).toList();
    findings.addAll(security(source, wave, sourceTopics));
    findings.addAll(security(target, wave, targetTopics));
    findings.addAll(checked(source, "topics", () -> topics(wave, sourceTopics, targetTopics)));
    for (String group : wave.groups()) {
      findings.addAll(checked(source, "group " + group, () -> leaving(group, sourceTopics)));
      findings.addAll(checked(target, "group " + group, () -> groups().arriving(group)));
    }
    return new PreflightReport(findings);
  }

  private List<FenceFinding> security(Cluster cluster, PreflightRequest wave, List<String> topics) {
    return checked(
        cluster,
        "security",
        () -> {
          PermissionCheck permissions =
              new PermissionCheck(
                  cluster,
                  wave.cutoverPrincipal(),
                  wave.superUsers().contains(wave.cutoverPrincipal()));
          List<FenceFinding> findings = new ArrayList<>();
          Optional<AclBook> acls = acls(cluster, findings);
          if (acls.isEmpty()) {
            return findings;
          }
          findings.addAll(permissions.onCluster());
          findings.addAll(permissions.onGroups(wave.groups(), acls.get()));
          findings.addAll(permissions.onTransactions(acls.get()));
          findings.addAll(
              new PrincipalRules(
                      wave,
                      cluster.alias().value(),
                      topics,
                      acls.get(),
                      broker(cluster, wave, findings))
                  .findings());
          return findings;
        });
  }

  /** All ACLs, or a finding that says why they cannot be had. */
  private static Optional<AclBook> acls(Cluster cluster, List<FenceFinding> findings) {
    try {
      List<AclBinding> bindings =
          List.copyOf(
              cluster.await(
                  "reading ACLs", cluster.admin().describeAcls(AclBindingFilter.ANY).values()));
      return Optional.of(new AclBook(bindings));
    } catch (ClusterException e) {
      if (e.getCause() instanceof SecurityDisabledException) {
        findings.add(
            FenceFinding.blocking(
                "NO_AUTHORIZER",
                cluster.alias().value(),
                "cluster '"
                    + cluster.alias()
                    + "' has no authorizer: nobody can be kept from"
                    + " writing to it",
                "turn on an authorizer (authorizer.class.name), or stop the applications by hand"));
      } else if (e.getCause() instanceof ClusterAuthorizationException) {
        findings.add(
            new Permission(
                    AclOperation.DESCRIBE,
                    ResourceType.CLUSTER,
                    "kafka-cluster",
                    "ACLs could not be read, so nothing about principals was checked")
                .missing(cluster.alias().value(), "the cutover credential"));
      } else {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static BrokerSecurity broker(
      Cluster cluster, PreflightRequest wave, List<FenceFinding> findings) {
    try {
      return BrokerSecurity.read(cluster);
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof ClusterAuthorizationException)) {
        throw e;
      }
      findings.add(
          new Permission(
                  AclOperation.DESCRIBE_CONFIGS,
                  ResourceType.CLUSTER,
                  "kafka-cluster",
                  "super.users and allow.everyone.if.no.acl.found could not be looked for")
              .advised(cluster.alias().value(), wave.cutoverPrincipal()));
      return new BrokerSecurity(Set.of(), true, BrokerSecurity.Everyone.HIDDEN);
    }
  }

  private List<FenceFinding> topics(
      PreflightRequest wave, List<String> sourceTopics, List<String> targetTopics) {
    TopicCheck.Side left = new TopicCheck(source, wave.cutoverPrincipal()).look(sourceTopics);
    TopicCheck.Side right = new TopicCheck(target, wave.cutoverPrincipal()).look(targetTopics);
    List<FenceFinding> findings = new ArrayList<>(left.findings());
    right.findings().forEach(finding -> findings.add(yetToCome(finding)));
    findings.addAll(TopicCheck.compared(wave.topics(), left, right));
    findings.addAll(
        checked(
            source,
            "topic settings",
            () -> new TopicSettings(source, wave.cutoverPrincipal()).on(left.found().keySet())));
    findings.addAll(
        checked(
            target,
            "topic settings",
            () -> new TopicSettings(target, wave.cutoverPrincipal()).on(right.found().keySet())));
    findings.addAll(
        checked(
            target,
            "log ends",
            () -> TopicSettings.foreign(source, left, target, right, wave.topics())));
    findings.addAll(rights(source, wave, left));
    findings.addAll(rights(target, wave, right));
    findings.addAll(
        checked(
            source,
            "transactions",
            () -> new TransactionCheck(new OpenTransactions(source)).on(partitions(left))));
    return findings;
  }

  /** The link creates what the target lacks, so that alone stops nothing yet. */
  private static FenceFinding yetToCome(FenceFinding finding) {
    return finding.code().equals("TOPIC_MISSING")
        ? FenceFinding.warning(
            "TOPIC_MISSING_ON_TARGET",
            finding.subject(),
            finding.text(),
            "nothing if the link has not run yet: it creates the topic; it must be there before the"
                + " switch")
        : finding;
  }

  private static List<FenceFinding> rights(
      Cluster cluster, PreflightRequest wave, TopicCheck.Side side) {
    Map<String, Set<AclOperation>> rights = new HashMap<>();
    side.found().forEach((topic, description) -> rights.put(topic, authorized(description)));
    return new PermissionCheck(
            cluster, wave.cutoverPrincipal(), wave.superUsers().contains(wave.cutoverPrincipal()))
        .onTopics(rights);
  }

  private static Set<AclOperation> authorized(TopicDescription description) {
    return description.authorizedOperations() == null
        ? Set.of()
        : description.authorizedOperations();
  }

  private static Set<TopicPartition> partitions(TopicCheck.Side side) {
    Set<TopicPartition> partitions = new HashSet<>();
    side.found()
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
    return partitions;
  }

  private List<FenceFinding> leaving(String group, List<String> topics) {
    return groups().leaving(group, topics);
  }

  private GroupCheck groups() {
    return new GroupCheck(
        new Groups(source), source.alias().value(), new Groups(target), target.alias().value());
  }

  private static List<FenceFinding> checked(
      Cluster cluster, String what, Supplier<List<FenceFinding>> check) {
    try {
      return check.get();
    } catch (ClusterException e) {
      return List.of(
          FenceFinding.blocking(
              "CHECK_FAILED",
              cluster.alias() + ": " + what,
              String.valueOf(e.getMessage()),
              e.kind() == FaultKind.RETRIABLE
                  ? "see that the cluster is reachable, then check again"
                  : "mend the cause named here, then check again"));
    }
  }
}
