package io.strait.replicator.sync.acl;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.TwinPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclBinding;

/**
 * Compares ACLs three-way. Pure; one use.
 *
 * <p>A binding that the source has is made; one that Strait made and the source has no more is
 * removed; one that Strait made and the target has no more was removed by somebody else; one that
 * only the target has is somebody else's. The last two are drift, and the policy decides.
 */
final class AclDiff {
  static final String PRESENT = "present";

  private final WantedAcls wanted;
  private final AclScope scope;
  private final AclPolicy policy;
  private final OwnAcls own;
  private final Drift drift;
  private final boolean staging;
  private final List<Difference> differences = new ArrayList<>();
  private final Map<String, AclBinding> bindings = new HashMap<>();
  private final Map<String, Optional<String>> settled = new HashMap<>();

  AclDiff(AclScope scope, AclPolicy policy, OwnAcls own, Drift drift, boolean armed) {
    this.wanted = new WantedAcls(scope, policy, own);
    this.scope = scope;
    this.policy = policy;
    this.own = own;
    this.drift = drift;
    this.staging = policy.writes() == AclPolicy.Writes.STAGED && !armed;
  }

  /** {@code last} is what was written down about each binding that Strait made. */
  AclPlan of(Set<AclBinding> source, Set<AclBinding> target, Map<String, String> last) {
    wanted.take(source);
    Set<AclBinding> now = new TreeSet<>(AclText.ORDER);
    List<AclBinding> staged = new ArrayList<>();
    for (AclBinding binding : wanted.bindings()) {
      if (staging && WriteGrants.isOne(binding) && !target.contains(binding)) {
        staged.add(binding);
        now.addAll(WriteGrants.harmlessPart(binding));
      } else {
        now.add(binding);
      }
    }
    now.forEach(binding -> compare(binding, target.contains(binding), last));
    staged.stream().filter(binding -> !now.contains(binding)).forEach(this::stage);
    int foreign = surplus(now, target, last);
    last.keySet().stream().filter(resource -> !isAlive(resource)).forEach(this::withdraw);
    differences.addAll(wanted.refused());
    return new AclPlan(
        new TwinPlan(
            Aspect.ACLS,
            now.size() + staged.size() + foreign + wanted.refused().size(),
            differences,
            wanted.notes()),
        bindings,
        settled);
  }

  private void compare(AclBinding binding, boolean there, Map<String, String> last) {
    String resource = AclText.resource(binding);
    bindings.put(resource, binding);
    Optional<Made> made = Made.of(Optional.ofNullable(last.get(resource)));
    if (there) {
      made.filter(one -> one != Made.MADE)
          .ifPresent(one -> settled.put(resource, Optional.of(Made.MADE.text())));
    } else if (made.isPresent() && made.get() == Made.MADE) {
      boolean leave = drift == Drift.REPORT;
      String reason =
          leave
              ? "somebody removed it from the target after Strait had made it; 'drift: overwrite'"
                  + " makes it again, removing it from the source ends this"
              : "somebody removed it from the target after Strait had made it";
      add(binding, Verb.CREATE, leave ? Handling.DRIFT : Handling.APPLY, reason);
    } else {
      add(binding, Verb.CREATE, Handling.APPLY, "the source has this " + kind(binding));
    }
  }

  private void stage(AclBinding binding) {
    String kept =
        WriteGrants.harmlessPart(binding).isEmpty()
            ? "lets its holder write"
            : "lets its holder write, too; what of ALL does not is made now";
    add(
        binding,
        Verb.CREATE,
        Handling.STAGED,
        kept
            + "; made when the target is promoted ('strait link apply --arm', or a wave's switch)");
  }

  /** What only the target has; answers how much of that was looked at. */
  private int surplus(Set<AclBinding> now, Set<AclBinding> target, Map<String, String> last) {
    int looked = 0;
    for (AclBinding binding : target.stream().sorted(AclText.ORDER).toList()) {
      if (now.contains(binding) || own.isOwn(binding) || binding.isUnknown()) {
        continue;
      }
      if (last.containsKey(AclText.resource(binding))) {
        looked++;
        bindings.put(AclText.resource(binding), binding);
        removeOurs(binding);
      } else if (isOurs(binding)) {
        looked++;
        foreign(binding);
      }
    }
    return looked;
  }

  private boolean isOurs(AclBinding binding) {
    return !wanted.isStillThere(binding)
        && scope.concerns(binding.pattern())
        && policy.selection().selects(AclText.of(binding));
  }

  private void removeOurs(AclBinding binding) {
    if (!wanted.isStillThere(binding)) {
      add(binding, Verb.DELETE, Handling.APPLY, "Strait made it, and the source has it no more");
    }
  }

  private void foreign(AclBinding binding) {
    if (own.mayBeFence(binding)) {
      add(
          binding,
          Verb.DELETE,
          Handling.DRIFT,
          "only the target has it, and it may be a wave's fence: Strait never removes it here;"
              + " exclude it (acls.exclude) if it is meant");
    } else if (drift == Drift.OVERWRITE) {
      add(binding, Verb.DELETE, Handling.APPLY, "only the target has it, and drift is overwritten");
    } else {
      add(
          binding,
          Verb.DELETE,
          Handling.DRIFT,
          "only the target has it, and Strait did not make it; remove it, or exclude it"
              + " (acls.exclude) if it is meant");
    }
  }

  private boolean isAlive(String resource) {
    return bindings.containsKey(resource);
  }

  private void withdraw(String resource) {
    settled.put(resource, Optional.empty());
  }

  private void add(AclBinding binding, Verb verb, Handling handling, String reason) {
    String resource = AclText.resource(binding);
    bindings.put(resource, binding);
    Optional<String> present = Optional.of(PRESENT);
    differences.add(
        new Difference(
            Aspect.ACLS,
            resource,
            "",
            verb,
            handling,
            verb == Verb.CREATE ? Optional.empty() : present,
            verb == Verb.CREATE ? present : Optional.empty(),
            reason));
  }

  private static String kind(AclBinding binding) {
    return AclText.word(binding.pattern().resourceType()) + " " + binding.entry().permissionType();
  }
}
