package io.strait.replicator.sync.acl;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Handling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.ResourcePattern;

/** What the source's bindings come to on the target. Pure; one use. */
final class WantedAcls {
  private static final int EXAMPLES = 5;

  private final AclScope scope;
  private final AclPolicy policy;
  private final OwnAcls own;
  private final TreeMap<AclBinding, Set<String>> wanted = new TreeMap<>(AclText.ORDER);
  private final Set<AclBinding> still = new HashSet<>();
  private final List<Difference> refused = new ArrayList<>();
  private int outside;
  private int mine;
  private int unknown;
  private int wider;

  WantedAcls(AclScope scope, AclPolicy policy, OwnAcls own) {
    this.scope = scope;
    this.policy = policy;
    this.own = own;
  }

  /** Takes the source's bindings, once. */
  void take(Collection<AclBinding> source) {
    source.stream().sorted(AclText.ORDER).forEach(this::take);
  }

  /** What the target should have, in a stable order. */
  Set<AclBinding> bindings() {
    return wanted.keySet();
  }

  /** What the source has, whether or not the link is about it, under the target's names. */
  boolean isStillThere(AclBinding binding) {
    return still.contains(binding);
  }

  /** What the target must not, or cannot, have. */
  List<Difference> refused() {
    return refused;
  }

  /** Sentences about what was left aside. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    add(notes, outside, "of the source's bindings are not this link's (other topics, exclude)");
    add(
        notes,
        mine,
        "bindings are Strait's own (principals, strait.*, fences) and stay as they are");
    add(notes, wider, "bindings name all topics or a prefix: on the target they reach further");
    add(notes, unknown, "bindings are of a kind that this Strait does not know");
    List<String> merged = merged();
    if (!merged.isEmpty()) {
      notes.add(
          merged.size()
              + " bindings stand for several principals of the source each, for example "
              + merged.stream().limit(EXAMPLES).toList());
    }
    return notes;
  }

  private List<String> merged() {
    return wanted.entrySet().stream()
        .filter(one -> one.getValue().size() > 1)
        .map(one -> one.getKey().entry().principal() + " for " + one.getValue())
        .distinct()
        .toList();
  }

  private static void add(List<String> notes, int count, String what) {
    if (count > 0) {
      notes.add(count + " " + what);
    }
  }

  private void take(AclBinding binding) {
    if (own.isOwn(binding)) {
      mine++;
    } else if (binding.isUnknown()) {
      unknown++;
    } else {
      place(binding, scope.place(binding.pattern()));
    }
  }

  private void place(AclBinding binding, AclScope.Place place) {
    Optional<AclBinding> target = place.target().map(pattern -> onTarget(binding, pattern));
    target.ifPresent(still::add);
    if (!place.inside() || !policy.selection().selects(AclText.of(binding))) {
      outside++;
    } else if (target.isEmpty()) {
      refuse(binding, place.refusal());
    } else if (own.stopsStrait(target.get())) {
      refuse(
          target.get(),
          "it denies everybody, and so would stop Strait's own link; name the principals that are"
              + " meant, or make Strait a super user of the target (identities.superUsers)");
    } else if (own.isOwn(target.get())) {
      mine++;
    } else {
      wider += place.wider() ? 1 : 0;
      wanted.computeIfAbsent(target.get(), key -> new TreeSet<>()).add(binding.entry().principal());
    }
  }

  private AclBinding onTarget(AclBinding binding, ResourcePattern pattern) {
    AccessControlEntry entry = binding.entry();
    return new AclBinding(
        pattern,
        new AccessControlEntry(
            policy.principals().onTarget(entry.principal()),
            entry.host(),
            entry.operation(),
            entry.permissionType()));
  }

  private void refuse(AclBinding binding, String reason) {
    refused.add(
        new Difference(
            Aspect.ACLS,
            AclText.resource(binding),
            "",
            Difference.Verb.CREATE,
            Handling.REFUSED,
            Optional.empty(),
            Optional.of(AclDiff.PRESENT),
            reason));
  }
}
