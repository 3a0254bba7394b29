package io.strait.replicator.sync.acl;

import java.util.Comparator;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Bindings as operators read them. */
public final class AclText {
  /** By the text, so that plans are stable. */
  static final Comparator<AclBinding> ORDER = Comparator.comparing(AclText::of);

  private AclText() {}

  /** For example {@code Group:LITERAL:billing User:app * READ ALLOW}; host before operation. */
  public static String of(AclBinding binding) {
    ResourcePattern pattern = binding.pattern();
    AccessControlEntry entry = binding.entry();
    return word(pattern.resourceType())
        + ":"
        + pattern.patternType()
        + ":"
        + pattern.name()
        + " "
        + entry.principal()
        + " "
        + entry.host()
        + " "
        + entry.operation()
        + " "
        + entry.permissionType();
  }

  /** The name of a binding in plans and in what was applied last. */
  static String resource(AclBinding binding) {
    return "acl " + of(binding);
  }

  /** For example {@code TransactionalId}. */
  static String word(ResourceType type) {
    StringBuilder word = new StringBuilder();
    for (String part : type.name().split("_")) {
      word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }
}
