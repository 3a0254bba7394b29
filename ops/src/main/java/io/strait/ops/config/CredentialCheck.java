package io.strait.ops.config;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks one cluster what one credential may do there. Changes nothing. */
final class CredentialCheck implements AutoCloseable {
  private final String path;
  private final Problems problems;
  private final Cluster cluster;

  CredentialCheck(String path, ClusterSpec spec, Problems problems) {
    this.path = path;
    this.problems = problems;
    this.cluster = new Cluster(spec);
  }

  /** Records what is missing; answers false when there was no answer to judge. */
  boolean run(Needs needs) {
    try {
      checkCluster(needs);
    } catch (ClusterException e) {
      explain(e);
      return e.getCause() instanceof SaslAuthenticationException;
    }
    needs.topics().forEach(this::checkTopic);
    needs.mirrors().forEach(this::checkMirror);
    needs.groups().forEach(this::checkGroup);
    return true;
  }

  @Override
  public void close() {
    cluster.close();
  }

  private void checkCluster(Needs needs) {
    Set<AclOperation> allowed =
        cluster.await(
            "asking who we are",
            cluster
                .admin()
                .describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                .authorizedOperations());
    report("on the cluster", missing(needs.cluster(), allowed));
    boolean mayMark =
        allowed != null
            && (allowed.contains(AclOperation.CLUSTER_ACTION)
                || allowed.contains(AclOperation.ALTER));
    if (!needs.markers().isEmpty() && !mayMark) {
      problems.hint(
          path,
          "may not write offset markers (neither CLUSTER_ACTION nor ALTER on the cluster), so links "
              + needs.markers()
              + " map the offsets of partitions that hold transactions or compacted records",
          "Grant CLUSTER_ACTION if offsets must be equal there too; plain topics do not need it");
    }
  }

  private void explain(ClusterException e) {
    Throwable cause = e.getCause();
    if (cause instanceof SaslAuthenticationException) {
      problems.error(
          path,
          0,
          "is refused by the cluster: wrong user, password or mechanism ("
              + cause.getMessage()
              + ")",
          "Correct sasl.jaas.config and sasl.mechanism, or create the user");
    } else if (cause instanceof SslAuthenticationException) {
      problems.error(
          path,
          0,
          "cannot agree on TLS with the cluster (" + cause.getMessage() + ")",
          "Check ssl.truststore.*, the certificate's host names and that security.protocol is right");
    } else {
      problems.error(
          path,
          0,
          "reaches the cluster's port but gets no answer to a Kafka request ("
              + cause.getMessage()
              + ")",
          "Check that security.protocol fits the listener and that the brokers are healthy");
    }
  }

  private void checkTopic(String topic, Set<AclOperation> needed) {
    try {
      report("on topic '" + topic + "'", missing(needed, describe(topic).authorizedOperations()));
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        problems.error(
            path,
            0,
            "finds no topic '" + topic + "' (or may not DESCRIBE it)",
            "Create it, allow DESCRIBE on it, or take it out of the link");
      } else {
        refused("DESCRIBE on topic '" + topic + "'", e);
      }
    }
  }

  private void checkMirror(String topic, Set<AclOperation> needed) {
    try {
      report("on topic '" + topic + "'", missing(needed, describe(topic).authorizedOperations()));
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof AuthorizationException) {
        checkCreation(topic);
      } else {
        refused("DESCRIBE on topic '" + topic + "'", e);
      }
    }
  }

  private void checkCreation(String topic) {
    NewTopic draft = new NewTopic(topic, Optional.of(1), Optional.empty());
    try {
      cluster.await(
          "asking whether topic '" + topic + "' may be created",
          cluster
              .admin()
              .createTopics(List.of(draft), new CreateTopicsOptions().validateOnly(true))
              .all());
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        refused("CREATE on topic '" + topic + "', which does not exist yet", e);
      } else {
        report("on topic '" + topic + "'", EnumSet.of(AclOperation.DESCRIBE));
      }
    }
  }

  private void checkGroup(String group) {
    try {
      Set<AclOperation> allowed =
          cluster
              .await(
                  "describing group '" + group + "'",
                  cluster
                      .admin()
                      .describeConsumerGroups(
                          List.of(group),
                          new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                      .describedGroups()
                      .get(group))
              .authorizedOperations();
      report(
          "on group '" + group + "'",
          missing(EnumSet.of(AclOperation.READ, AclOperation.DESCRIBE), allowed));
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof org.apache.kafka.common.errors.GroupIdNotFoundException)) {
        refused("DESCRIBE on group '" + group + "'", e);
      }
    }
  }

  private TopicDescription describe(String topic) {
    Map<String, TopicDescription> found =
        cluster.await(
            "describing topic '" + topic + "'",
            cluster
                .admin()
                .describeTopics(
                    List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames());
    return found.get(topic);
  }

  private void refused(String what, ClusterException e) {
    if (e.getCause() instanceof AuthorizationException) {
      problems.error(
          path, 0, "has no permission to " + what, "Grant it to the principal of this credential");
    } else {
      problems.error(
          path,
          0,
          "could not be asked about " + what + " (" + e.getCause().getMessage() + ")",
          "Try again");
    }
  }

  private void report(String where, Set<AclOperation> missing) {
    if (!missing.isEmpty()) {
      problems.error(
          path,
          0,
          "has no permission to " + missing + " " + where,
          "Grant it to the principal of this credential");
    }
  }

  private static Set<AclOperation> missing(Set<AclOperation> needed, Set<AclOperation> allowed) {
    Set<AclOperation> missing = EnumSet.noneOf(AclOperation.class);
    missing.addAll(needed);
    missing.removeAll(allowed == null ? Set.of() : allowed);
    return missing;
  }
}
