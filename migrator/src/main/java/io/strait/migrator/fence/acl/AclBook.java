package io.strait.migrator.fence.acl;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * All ACLs of a cluster, evaluated as Kafka's StandardAuthorizer does (KIP-801): a matching DENY
 * wins over every ALLOW; literal, prefixed and wildcard patterns all match; READ, WRITE, DELETE and
 * ALTER imply DESCRIBE, and ALTER_CONFIGS implies DESCRIBE_CONFIGS, for ALLOW only.
 *
 * <p>Super users and {@code allow.everyone.if.no.acl.found} are not part of the ACLs and therefore
 * not part of the answers. Immutable.
 */
public final class AclBook {
  /** Everybody whose name is in no ACL. */
  public static final String EVERYBODY = "User:*";

  private static final String ANY = "*";

  /** A host that no ACL names: stands for "some host without a rule of its own". */
  private static final String ELSEWHERE = "elsewhere";

  private static final Set<AclOperation> IMPLY_DESCRIBE =
      EnumSet.of(
          AclOperation.DESCRIBE,
          AclOperation.READ,
          AclOperation.WRITE,
          AclOperation.DELETE,
          AclOperation.ALTER);
  private static final Set<AclOperation> IMPLY_DESCRIBE_CONFIGS =
      EnumSet.of(AclOperation.DESCRIBE_CONFIGS, AclOperation.ALTER_CONFIGS);

  private final List<AclBinding> bindings;

  /** Takes a copy of the ACLs. */
  public AclBook(Collection<AclBinding> bindings) {
    this.bindings = List.copyOf(bindings);
  }

  /** Whether the ACLs let a principal act from that host. */
  public boolean allows(
      String principal, String host, AclOperation operation, ResourceType type, String resource) {
    boolean allowed = false;
    for (AclBinding binding : bindings) {
      AccessControlEntry entry = binding.entry();
      if (matches(binding, type, resource)
          && names(entry.principal(), principal)
          && (entry.host().equals(ANY) || entry.host().equals(host))
          && covers(entry, operation)) {
        if (entry.permissionType() == AclPermissionType.DENY) {
          return false;
        }
        allowed = true;
      }
    }
    return allowed;
  }

  /** Whether the ACLs let a principal act from at least one host. */
  public boolean allows(
      String principal, AclOperation operation, ResourceType type, String resource) {
    return hosts().stream().anyMatch(host -> allows(principal, host, operation, type, resource));
  }

  /**
   * Who may act on a resource from at least one host, sorted; {@link #EVERYBODY} stands for all
   * whom no ACL names.
   */
  public Set<String> holders(AclOperation operation, ResourceType type, String resource) {
    Set<String> holders = new TreeSet<>();
    for (AclBinding binding : bindings) {
      String principal = binding.entry().principal();
      if (matches(binding, type, resource) && allows(principal, operation, type, resource)) {
        holders.add(principal);
      }
    }
    return holders;
  }

  /** Whether some ALLOW covers the act, whatever the DENYs say: what a lifted fence gives back. */
  public boolean granted(
      String principal, AclOperation operation, ResourceType type, String resource) {
    return bindings.stream()
        .filter(binding -> binding.entry().permissionType() == AclPermissionType.ALLOW)
        .filter(binding -> matches(binding, type, resource))
        .map(AclBinding::entry)
        .anyMatch(entry -> names(entry.principal(), principal) && covers(entry, operation));
  }

  /**
   * Whether any ACL at all is about the resource. Where none is, {@code
   * allow.everyone.if.no.acl.found} decides.
   */
  public boolean governs(ResourceType type, String resource) {
    return bindings.stream().anyMatch(binding -> matches(binding, type, resource));
  }

  private Set<String> hosts() {
    Set<String> hosts = new TreeSet<>(Set.of(ELSEWHERE));
    bindings.forEach(binding -> hosts.add(binding.entry().host()));
    hosts.remove(ANY);
    return hosts;
  }

  private static boolean matches(AclBinding binding, ResourceType type, String resource) {
    if (binding.pattern().resourceType() != type) {
      return false;
    }
    String name = binding.pattern().name();
    return switch (binding.pattern().patternType()) {
      case LITERAL -> name.equals(ANY) || name.equals(resource);
      case PREFIXED -> resource.startsWith(name);
      case ANY, MATCH, UNKNOWN -> false;
    };
  }

  private static boolean names(String entry, String principal) {
    return entry.equals(principal) || entry.equals(EVERYBODY);
  }

  private static boolean covers(AccessControlEntry entry, AclOperation operation) {
    AclOperation granted = entry.operation();
    if (granted == AclOperation.ALL || granted == operation) {
      return true;
    }
    if (entry.permissionType() == AclPermissionType.DENY) {
      return false;
    }
    return (operation == AclOperation.DESCRIBE && IMPLY_DESCRIBE.contains(granted))
        || (operation == AclOperation.DESCRIBE_CONFIGS && IMPLY_DESCRIBE_CONFIGS.contains(granted));
  }
}
