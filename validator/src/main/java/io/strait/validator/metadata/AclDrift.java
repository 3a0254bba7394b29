package io.strait.validator.metadata;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Compares ACLs. Pure; one use.
 *
 * <p>ACL_DRIFT: a binding is on one side only, so somebody may do more, or less, there. Make it or
 * remove it on the side that moved, or leave it out ({@code twin.acls.exclude}).
 */
public final class AclDrift {
  private static final String EVERYBODY = "User:*";

  private final AclScope scope;
  private final AclImages images;
  private final List<ResourceFinding> findings = new ArrayList<>();
  private final Set<AclBinding> known = new HashSet<>();
  private long compared;

  /** Compares by these declarations. */
  public AclDrift(AclScope scope) {
    this.scope = scope;
    this.images = new AclImages(scope);
  }

  /**
   * Compares.
   *
   * @param source empty where the source has no authorizer
   * @param target the same of the target
   */
  public ResourceReport judge(Optional<Set<AclBinding>> source, Optional<Set<AclBinding>> target) {
    List<String> notes = new ArrayList<>();
    if (source.isEmpty()) {
      notes.add("the source has no authorizer, so it has no ACLs");
    }
    if (source.isPresent() && target.isEmpty()) {
      notes.add("the target has no authorizer: nothing holds anybody back there");
    }
    source.ifPresent(bindings -> lacking(bindings, target.orElse(Set.of())));
    if (source.isPresent()) {
      target.ifPresent(this::surplus);
    }
    return new ResourceReport("acls", compared, findings, List.of(), notes);
  }

  private void lacking(Set<AclBinding> source, Set<AclBinding> target) {
    for (AclBinding binding : source) {
      if (binding.isUnknown() || scope.own().test(binding) || scope.fences().contains(binding)) {
        continue;
      }
      Optional<AclBinding> image = images.image(binding);
      image.ifPresent(known::add);
      if (images.isInside(binding) && scope.meant().test(binding)) {
        compared++;
        judge(binding, image, target);
      }
    }
  }

  private void judge(AclBinding binding, Optional<AclBinding> image, Set<AclBinding> target) {
    if (image.isPresent() && target.contains(image.get())) {
      return;
    }
    boolean held = scope.staged() && WritingAcls.isOne(binding);
    if (held && image.isPresent()) {
      List<AclBinding> harmless = WritingAcls.harmlessPart(image.get());
      known.addAll(harmless);
      harmless.stream()
          .filter(one -> !target.contains(one))
          .forEach(one -> findings.add(lack(one)));
    }
    ResourceFinding lack = lack(image.orElse(binding));
    if (image.isEmpty()) {
      findings.add(lack.explained("topics of this prefix do not share a beginning on the target"));
    } else if (held) {
      findings.add(lack.explained("held back until the target is promoted (acls.write: staged)"));
    } else if (scope.own().test(image.get())) {
      findings.add(lack.explained("it is Strait's own principal on the target"));
    } else if (deniesEverybody(image.get()) && isKept()) {
      findings.add(lack.explained("a link never denies everybody: that would stop itself"));
    } else {
      findings.add(lack);
    }
  }

  private boolean isKept() {
    return scope.applied().isPresent() || scope.unapplied() == Moved.NEVER_APPLIED;
  }

  private static boolean deniesEverybody(AclBinding binding) {
    boolean ours =
        binding.pattern().resourceType() == ResourceType.TOPIC
            || binding.pattern().resourceType() == ResourceType.CLUSTER;
    return ours
        && binding.entry().permissionType() == AclPermissionType.DENY
        && binding.entry().principal().equals(EVERYBODY);
  }

  private void surplus(Set<AclBinding> target) {
    for (AclBinding binding : target) {
      boolean judged =
          !binding.isUnknown()
              && !known.contains(binding)
              && !scope.own().test(binding)
              && images.concerns(binding)
              && scope.meant().test(binding);
      if (judged) {
        compared++;
        ResourceFinding found =
            finding(
                binding,
                Optional.empty(),
                Optional.of("present"),
                scope
                    .applied()
                    .map(made -> made.test(binding) ? Moved.SOURCE : Moved.TARGET)
                    .orElse(Moved.UNKNOWN),
                "only the target has it");
        findings.add(scope.fences().contains(binding) ? found.explained("a wave's fence") : found);
      }
    }
  }

  private ResourceFinding lack(AclBinding binding) {
    Moved who =
        scope
            .applied()
            .map(made -> made.test(binding) ? Moved.TARGET : Moved.SOURCE)
            .orElse(scope.unapplied());
    return finding(
        binding, Optional.of("present"), Optional.empty(), who, "only the source has it");
  }

  private static ResourceFinding finding(
      AclBinding binding,
      Optional<String> source,
      Optional<String> target,
      Moved who,
      String evidence) {
    return new ResourceFinding(
        FindingCode.ACL_DRIFT,
        "acl " + text(binding),
        "",
        source,
        target,
        who,
        evidence,
        Optional.empty());
  }

  /** For example {@code topic:literal:orders User:app * READ ALLOW}, names of the target. */
  private static String text(AclBinding binding) {
    AccessControlEntry entry = binding.entry();
    return binding.pattern().resourceType().name().toLowerCase(Locale.ROOT)
        + ":"
        + binding.pattern().patternType().name().toLowerCase(Locale.ROOT)
        + ":"
        + binding.pattern().name()
        + " "
        + entry.principal()
        + " "
        + entry.host()
        + " "
        + entry.operation()
        + " "
        + entry.permissionType();
  }
}
