package io.strait.migrator.fence.preflight;

import io.strait.migrator.fence.OpenTransactions;
import io.strait.migrator.fence.acl.AclBook;
import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.replicator.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Which rights the cutover credential lacks on one cluster. Where a broker says itself what a
 * credential may do, that counts; groups that do not exist yet and transactional ids are judged
 * from the ACLs.
 */
final class PermissionCheck {
  private final Cluster cluster;
  private final String principal;
  private final boolean superUser;

  /** A super user needs no ACL, so the ACLs say nothing about it. */
  PermissionCheck(Cluster cluster, String principal, boolean superUser) {
    this.cluster = cluster;
    this.principal = principal;
    this.superUser = superUser;
  }

  /** What the credential needs on the cluster itself. */
  List<FenceFinding> onCluster() {
    Set<AclOperation> may =
        cluster.await(
            "asking for own rights on the cluster",
            cluster
                .admin()
                .describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                .authorizedOperations());
    List<FenceFinding> findings = new ArrayList<>();
    if (may == null || !may.contains(AclOperation.ALTER)) {
      findings.add(cluster(AclOperation.ALTER, "the fence could be neither raised nor lifted"));
    }
    if (may == null || !may.contains(AclOperation.DESCRIBE)) {
      findings.add(
          cluster(
              AclOperation.DESCRIBE,
              "ACLs could not be read, and lists of groups would be silently empty"));
    }
    return findings;
  }

  /** What it needs on topics that exist; the others are not told of here. */
  List<FenceFinding> onTopics(Map<String, Set<AclOperation>> rights) {
    List<FenceFinding> findings = new ArrayList<>();
    new TreeMap<>(rights)
        .forEach(
            (topic, may) -> {
              if (may == null || !may.contains(AclOperation.READ)) {
                findings.add(
                    new Permission(
                            AclOperation.READ,
                            ResourceType.TOPIC,
                            topic,
                            "producer states could not be read and group offsets not be committed")
                        .missing(cluster.alias().value(), principal));
              }
            });
    return findings;
  }

  /** What it needs on groups, whether they exist or not. */
  List<FenceFinding> onGroups(List<String> groups, AclBook acls) {
    List<FenceFinding> findings = new ArrayList<>();
    for (String group : groups) {
      if (!superUser && !acls.allows(principal, AclOperation.READ, ResourceType.GROUP, group)) {
        findings.add(
            new Permission(
                    AclOperation.READ,
                    ResourceType.GROUP,
                    group,
                    "its members could not be removed and its offsets not be committed")
                .missing(cluster.alias().value(), principal));
      }
    }
    return findings;
  }

  /** What it needs to see and to end transactions. */
  List<FenceFinding> onTransactions(AclBook acls) {
    List<FenceFinding> findings = new ArrayList<>();
    if (new OpenTransactions(cluster).visibility() == OpenTransactions.Visibility.PARTIAL) {
      findings.add(
          transactions(
                  AclOperation.DESCRIBE,
                  "the list of open transactions is silently incomplete, so the fence could not be"
                      + " proven")
              .missing(cluster.alias().value(), principal));
    }
    if (!superUser
        && !acls.allows(principal, AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, "*")) {
      findings.add(
          transactions(
                  AclOperation.WRITE,
                  "transactions that outlast the budget could not be ended; the fence would stay"
                      + " unproven until they end by themselves")
              .advised(cluster.alias().value(), principal));
    }
    return findings;
  }

  private FenceFinding cluster(AclOperation operation, String why) {
    return new Permission(operation, ResourceType.CLUSTER, "kafka-cluster", why)
        .missing(cluster.alias().value(), principal);
  }

  private static Permission transactions(AclOperation operation, String why) {
    return new Permission(operation, ResourceType.TRANSACTIONAL_ID, "*", why);
  }
}
