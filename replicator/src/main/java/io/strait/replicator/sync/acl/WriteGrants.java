package io.strait.replicator.sync.acl;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourceType;

/** Which bindings let somebody change a mirror before it is promoted. Pure. */
final class WriteGrants {
  private static final Map<ResourceType, Set<AclOperation>> WRITING =
      Map.of(
          ResourceType.TOPIC,
          EnumSet.of(
              AclOperation.WRITE,
              AclOperation.CREATE,
              AclOperation.DELETE,
              AclOperation.ALTER,
              AclOperation.ALTER_CONFIGS),
          ResourceType.TRANSACTIONAL_ID,
          EnumSet.of(AclOperation.WRITE, AclOperation.TWO_PHASE_COMMIT),
          ResourceType.CLUSTER,
          EnumSet.of(
              AclOperation.IDEMPOTENT_WRITE,
              AclOperation.CREATE,
              AclOperation.ALTER,
              AclOperation.ALTER_CONFIGS,
              AclOperation.CLUSTER_ACTION));

  /** What of ALL does not write. */
  private static final Map<ResourceType, List<AclOperation>> READING =
      Map.of(
          ResourceType.TOPIC,
          List.of(AclOperation.READ, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS),
          ResourceType.TRANSACTIONAL_ID,
          List.of(AclOperation.DESCRIBE),
          ResourceType.CLUSTER,
          List.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS));

  private WriteGrants() {}

  /** Whether it allows writing, alone or with other things. */
  static boolean isOne(AclBinding binding) {
    Set<AclOperation> writing = WRITING.get(binding.pattern().resourceType());
    AclOperation operation = binding.entry().operation();
    return writing != null
        && binding.entry().permissionType() == AclPermissionType.ALLOW
        && (operation == AclOperation.ALL || writing.contains(operation));
  }

  /** What of a permission to write may be given before: nothing unless it is ALL. */
  static List<AclBinding> harmlessPart(AclBinding binding) {
    if (binding.entry().operation() != AclOperation.ALL) {
      return List.of();
    }
    return READING.getOrDefault(binding.pattern().resourceType(), List.of()).stream()
        .map(operation -> with(binding, operation))
        .toList();
  }

  private static AclBinding with(AclBinding binding, AclOperation operation) {
    AccessControlEntry entry = binding.entry();
    return new AclBinding(
        binding.pattern(),
        new AccessControlEntry(entry.principal(), entry.host(), operation, entry.permissionType()));
  }
}
