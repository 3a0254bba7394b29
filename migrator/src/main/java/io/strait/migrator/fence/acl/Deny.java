package io.strait.migrator.fence.acl;

import java.util.Optional;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One DENY that a fence consists of: a named principal, from every host, one operation on one
 * literally named resource. Plain strings, so that it can be journaled.
 *
 * @param resourceType {@code TOPIC} or {@code GROUP}
 * @param resource the name of the topic or group, never {@code *}
 * @param operation {@code WRITE} or {@code READ}
 * @param principal {@code Type:name}, never a wildcard: nobody can be excepted from a DENY for
 *     {@code User:*}, so it would stop the reverse link as well
 */
public record Deny(String resourceType, String resource, String operation, String principal) {
  /** Refuses wildcards and unnamed principals with {@link IllegalArgumentException}. */
  public Deny {
    if (resource.isBlank() || resource.equals("*")) {
      throw new IllegalArgumentException(
          "fence on " + resourceType + " '" + resource + "': give the name of one resource");
    }
    Optional<String> refusal = refusal(principal);
    if (refusal.isPresent()) {
      throw new IllegalArgumentException(refusal.get());
    }
  }

  /** Keeps a principal from writing to a topic. */
  public static Deny write(String topic, String principal) {
    return new Deny(ResourceType.TOPIC.name(), topic, AclOperation.WRITE.name(), principal);
  }

  /** Keeps a principal from joining a group and from committing in it. */
  public static Deny read(String group, String principal) {
    return new Deny(ResourceType.GROUP.name(), group, AclOperation.READ.name(), principal);
  }

  /** Why a principal cannot be fenced by name, if so. */
  public static Optional<String> refusal(String principal) {
    int colon = principal.indexOf(':');
    if (colon <= 0 || colon == principal.length() - 1) {
      return Optional.of(
          "principal '" + principal + "' is not of the form Type:name; write it as User:<name>");
    }
    if (principal.substring(colon + 1).equals("*")) {
      return Optional.of(
          "principal '"
              + principal
              + "' is a wildcard: a DENY for it stops the copying principal and the reverse link too;"
              + " name the principals that write");
    }
    return Optional.empty();
  }

  /** The ACL itself. */
  public AclBinding binding() {
    return new AclBinding(
        new ResourcePattern(ResourceType.valueOf(resourceType), resource, PatternType.LITERAL),
        new AccessControlEntry(
            principal, "*", AclOperation.valueOf(operation), AclPermissionType.DENY));
  }

  @Override
  public String toString() {
    return "DENY " + operation + " on " + resourceType + " " + resource + " for " + principal;
  }
}
