package io.strait.ops;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The metadata of one cluster, as a test makes it and looks at it, with a super user's rights. */
public record Estate(Cluster cluster) {
  /** Bindings of every type, pattern, permission and operation that brokers take. */
  public static List<AclBinding> everyKind(String principal) {
    List<AclBinding> all = new ArrayList<>();
    for (ResourceType type : ResourceType.values()) {
      for (PatternType pattern : List.of(PatternType.LITERAL, PatternType.PREFIXED)) {
        for (AclPermissionType permission :
            List.of(AclPermissionType.ALLOW, AclPermissionType.DENY)) {
          for (AclOperation operation : AclOperation.values()) {
            boolean real =
                !type.name().matches("ANY|UNKNOWN")
                    && !operation.name().matches("ANY|UNKNOWN")
                    && !(type == ResourceType.CLUSTER && pattern == PatternType.PREFIXED);
            if (real) {
              all.add(
                  binding(type, pattern, name(type, pattern), principal, operation, permission));
            }
          }
        }
      }
    }
    return all;
  }

  private static String name(ResourceType type, PatternType pattern) {
    return switch (type) {
      case CLUSTER -> "kafka-cluster";
      case TOPIC -> pattern == PatternType.LITERAL ? "orders" : "sales.";
      case GROUP, TRANSACTIONAL_ID, DELEGATION_TOKEN, USER, ANY, UNKNOWN -> "billing";
    };
  }

  /** Lets somebody do something with one topic. */
  public static AclBinding allow(String topic, String principal, AclOperation operation) {
    return binding(
        ResourceType.TOPIC,
        PatternType.LITERAL,
        topic,
        principal,
        operation,
        AclPermissionType.ALLOW);
  }

  private static AclBinding binding(
      ResourceType type,
      PatternType pattern,
      String name,
      String principal,
      AclOperation operation,
      AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(type, name, pattern),
        new AccessControlEntry("User:" + principal, "*", operation, permission));
  }

  /** Makes bindings; all must be taken. */
  public void create(Collection<AclBinding> bindings) {
    cluster.await("creating ACLs", cluster.admin().createAcls(bindings).all());
  }

  /** Makes those that the brokers know; old ones do not know all. */
  public void createKnown(Collection<AclBinding> bindings) {
    cluster
        .admin()
        .createAcls(bindings)
        .values()
        .values()
        .forEach(
            one -> {
              try {
                cluster.await("creating an ACL", one);
              } catch (ClusterException e) {
                if (e.kind() == FaultKind.RETRIABLE) {
                  throw e;
                }
              }
            });
  }

  /** Removes bindings. */
  public void delete(Collection<AclBinding> bindings) {
    cluster.await(
        "deleting ACLs",
        cluster.admin().deleteAcls(bindings.stream().map(AclBinding::toFilter).toList()).all());
  }

  /** Those of principals whose name begins so. */
  public Set<AclBinding> acls(String prefix) {
    return cluster
        .await("reading ACLs", cluster.admin().describeAcls(AclBindingFilter.ANY).values())
        .stream()
        .filter(binding -> binding.entry().principal().startsWith("User:" + prefix))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Sets or removes one value. */
  public void quota(Map<String, String> entity, String key, Double value) {
    cluster.await(
        "setting a quota",
        cluster
            .admin()
            .alterClientQuotas(
                List.of(
                    new ClientQuotaAlteration(
                        new ClientQuotaEntity(entity),
                        List.of(new ClientQuotaAlteration.Op(key, value)))))
            .all());
  }

  /** All quotas of users whose name begins so, and those without a user. */
  public Map<ClientQuotaEntity, Map<String, Double>> quotas(String prefix) {
    Map<ClientQuotaEntity, Map<String, Double>> quotas =
        new HashMap<>(
            cluster.await(
                "reading quotas",
                cluster.admin().describeClientQuotas(ClientQuotaFilter.all()).entities()));
    quotas
        .keySet()
        .removeIf(
            entity -> {
              String user = entity.entries().get(ClientQuotaEntity.USER);
              return user != null && !user.startsWith(prefix);
            });
    return quotas;
  }

  /** Makes a user, or makes it anew. */
  public void user(String name, ScramMechanism mechanism, int iterations) {
    cluster.await(
        "making a user",
        cluster
            .admin()
            .alterUserScramCredentials(
                List.of(
                    new UserScramCredentialUpsertion(
                        name,
                        new ScramCredentialInfo(mechanism, iterations),
                        "of-the-source-only")))
            .all());
  }

  /** Mechanism and iterations, as text; empty if there is no such user. */
  public String user(String name) {
    var described =
        cluster.await("reading users", cluster.admin().describeUserScramCredentials().all());
    return described.containsKey(name) ? described.get(name).credentialInfos().toString() : "";
  }
}
