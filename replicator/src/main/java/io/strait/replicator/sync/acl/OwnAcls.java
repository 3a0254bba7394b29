package io.strait.replicator.sync.acl;

import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What belongs to Strait and is never copied, changed or counted.
 *
 * @param principals under which Strait acts, on any cluster
 * @param superUsers of Strait's among them, whom no ACL holds back
 * @param fences DENYs that a wave of the configuration raises while it moves
 */
public record OwnAcls(Set<String> principals, Set<String> superUsers, Set<AclBinding> fences) {
  private static final String OWN = "strait.";
  private static final String ANY = ResourcePattern.WILDCARD_RESOURCE;
  private static final String EVERYBODY = "User:*";

  /** Keeps copies. */
  public OwnAcls {
    principals = Set.copyOf(principals);
    superUsers = Set.copyOf(superUsers);
    fences = Set.copyOf(fences);
  }

  /** A DENY as a wave raises it to keep a principal from writing a topic. */
  public static AclBinding writeFence(String topic, String principal) {
    return fence(ResourceType.TOPIC, topic, principal, AclOperation.WRITE);
  }

  /** A DENY as a wave raises it to keep a principal out of a group. */
  public static AclBinding groupFence(String group, String principal) {
    return fence(ResourceType.GROUP, group, principal, AclOperation.READ);
  }

  /** Whether a binding is none of a twin's business, on either side. */
  boolean isOwn(AclBinding binding) {
    return principals.contains(binding.entry().principal())
        || fences.contains(binding)
        || binding.pattern().resourceType() != ResourceType.CLUSTER
            && binding.pattern().name().startsWith(OWN);
  }

  /** Whether a binding looks like a fence: nobody but a wave may lift those. */
  boolean mayBeFence(AclBinding binding) {
    ResourcePattern pattern = binding.pattern();
    AccessControlEntry entry = binding.entry();
    return binding.equals(
            fence(pattern.resourceType(), pattern.name(), entry.principal(), entry.operation()))
        && !entry.principal().equals(EVERYBODY)
        && (pattern.resourceType() == ResourceType.TOPIC && entry.operation() == AclOperation.WRITE
            || pattern.resourceType() == ResourceType.GROUP
                && entry.operation() == AclOperation.READ);
  }

  /** Whether a binding would keep Strait itself from the target. */
  boolean stopsStrait(AclBinding binding) {
    AccessControlEntry entry = binding.entry();
    boolean everybody =
        entry.permissionType() == AclPermissionType.DENY
            && entry.principal().equals(EVERYBODY)
            && entry.host().equals(ANY);
    return everybody && !superUsers.containsAll(principals) && touchesStrait(binding.pattern());
  }

  private static boolean touchesStrait(ResourcePattern pattern) {
    return switch (pattern.resourceType()) {
      case TOPIC, CLUSTER -> true;
      case GROUP, TRANSACTIONAL_ID ->
          pattern.name().equals(ANY)
              || pattern.patternType() == PatternType.PREFIXED && OWN.startsWith(pattern.name());
      case DELEGATION_TOKEN, USER, ANY, UNKNOWN -> false;
    };
  }

  private static AclBinding fence(
      ResourceType type, String name, String principal, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry(principal, ANY, operation, AclPermissionType.DENY));
  }
}
