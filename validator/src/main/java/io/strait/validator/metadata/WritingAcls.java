package io.strait.validator.metadata;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourceType;

/** Which permissions let somebody change a mirror before its promotion. Pure. */
final class WritingAcls {
  private static final Map<ResourceType, Set<AclOperation>> HARMLESS =
      Map.of(
          ResourceType.TOPIC,
          EnumSet.of(AclOperation.READ, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS),
          ResourceType.TRANSACTIONAL_ID,
          EnumSet.of(AclOperation.DESCRIBE),
          ResourceType.CLUSTER,
          EnumSet.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS));

  private WritingAcls() {}

  static boolean isOne(AclBinding binding) {
    Set<AclOperation> harmless = HARMLESS.get(binding.pattern().resourceType());
    return harmless != null
        && binding.entry().permissionType() == AclPermissionType.ALLOW
        && !harmless.contains(binding.entry().operation());
  }

  /** What of a permission for everything does not write: that may be there before. */
  static List<AclBinding> harmlessPart(AclBinding binding) {
    AccessControlEntry entry = binding.entry();
    if (entry.operation() != AclOperation.ALL) {
      return List.of();
    }
    return HARMLESS.getOrDefault(binding.pattern().resourceType(), Set.of()).stream()
        .map(
            operation ->
                new AclBinding(
                    binding.pattern(),
                    new AccessControlEntry(
                        entry.principal(), entry.host(), operation, entry.permissionType())))
        .toList();
  }
}
