package io.strait.sandbox;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CLUSTER_ACTION;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.IDEMPOTENT_WRITE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * Who may do what, as data.
 *
 * <p>Copying and cutting over are different credentials: a fence needs ALTER on the cluster, whose
 * holder can grant himself anything, so the credential that runs all day does not have it.
 */
final class StandardAcls {
  private static final String ANY = ResourcePattern.WILDCARD_RESOURCE;

  private static final ResourcePattern ALL_TOPICS = new ResourcePattern(TOPIC, ANY, LITERAL);
  private static final ResourcePattern ALL_GROUPS = new ResourcePattern(GROUP, ANY, LITERAL);
  private static final ResourcePattern ALL_TRANSACTIONAL_IDS =
      new ResourcePattern(TRANSACTIONAL_ID, ANY, LITERAL);
  private static final ResourcePattern OWN_TOPICS = new ResourcePattern(TOPIC, "strait.", PREFIXED);
  private static final ResourcePattern OWN_GROUPS = new ResourcePattern(GROUP, "strait", PREFIXED);
  private static final ResourcePattern OWN_TRANSACTIONAL_IDS =
      new ResourcePattern(TRANSACTIONAL_ID, "strait", PREFIXED);
  private static final ResourcePattern THE_CLUSTER =
      new ResourcePattern(CLUSTER, Resource.CLUSTER_NAME, LITERAL);

  private StandardAcls() {}

  /** For {@code strait}: copy any topic in either direction. */
  static List<AclBinding> copying() {
    List<AclBinding> acls = new ArrayList<>();
    allow(
        acls,
        Principals.STRAIT,
        ALL_TOPICS,
        READ,
        WRITE,
        CREATE,
        DESCRIBE,
        DESCRIBE_CONFIGS,
        ALTER,
        ALTER_CONFIGS,
        DELETE);
    allow(acls, Principals.STRAIT, OWN_GROUPS, READ);
    allow(acls, Principals.STRAIT, OWN_TRANSACTIONAL_IDS, DESCRIBE, WRITE);
    allow(acls, Principals.STRAIT, THE_CLUSTER, DESCRIBE, IDEMPOTENT_WRITE, DESCRIBE_CONFIGS);
    return acls;
  }

  /** For {@code strait}: keep offsets equal where the source has offsets without data. */
  static List<AclBinding> markers() {
    List<AclBinding> acls = new ArrayList<>();
    allow(acls, Principals.STRAIT, THE_CLUSTER, CLUSTER_ACTION);
    return acls;
  }

  /** For {@code strait-cutover}: fence, prove the fence, move groups, keep journal and routes. */
  static List<AclBinding> cuttingOver() {
    List<AclBinding> acls = new ArrayList<>();
    allow(
        acls,
        Principals.STRAIT_CUTOVER,
        OWN_TOPICS,
        READ,
        WRITE,
        CREATE,
        DESCRIBE,
        DESCRIBE_CONFIGS,
        ALTER_CONFIGS);
    allow(acls, Principals.STRAIT_CUTOVER, ALL_TOPICS, READ, DESCRIBE, DESCRIBE_CONFIGS);
    allow(acls, Principals.STRAIT_CUTOVER, ALL_GROUPS, READ, DESCRIBE);
    allow(acls, Principals.STRAIT_CUTOVER, ALL_TRANSACTIONAL_IDS, DESCRIBE, WRITE);
    allow(
        acls,
        Principals.STRAIT_CUTOVER,
        THE_CLUSTER,
        ALTER,
        DESCRIBE,
        DESCRIBE_CONFIGS,
        IDEMPOTENT_WRITE);
    return acls;
  }

  /** For {@code app}: its own topics and groups, and its part of the route protocol. */
  static List<AclBinding> application(Collection<String> topics, Collection<String> groups) {
    List<AclBinding> acls = new ArrayList<>();
    for (String topic : topics) {
      allow(acls, Principals.APP, new ResourcePattern(TOPIC, topic, LITERAL), READ, WRITE);
    }
    for (String group : groups) {
      allow(acls, Principals.APP, new ResourcePattern(GROUP, group, LITERAL), READ);
    }
    allow(acls, Principals.APP, new ResourcePattern(TOPIC, "strait.routes", LITERAL), READ);
    allow(acls, Principals.APP, new ResourcePattern(TOPIC, "strait.acks", LITERAL), READ, WRITE);
    return acls;
  }

  private static void allow(
      List<AclBinding> acls,
      String principal,
      ResourcePattern resource,
      AclOperation... operations) {
    for (AclOperation operation : operations) {
      acls.add(
          new AclBinding(
              resource,
              new AccessControlEntry(
                  "User:" + principal, "*", operation, AclPermissionType.ALLOW)));
    }
  }
}
