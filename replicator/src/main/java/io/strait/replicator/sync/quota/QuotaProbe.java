package io.strait.replicator.sync.quota;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.TwinPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterClientQuotasOptions;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** Asks a target whether it knows the kinds of quotas that it is to get. Changes nothing. */
final class QuotaProbe {
  private final Cluster target;
  private final Map<Kind, Optional<String>> asked = new HashMap<>();

  QuotaProbe(Cluster target) {
    this.target = target;
  }

  private record Kind(Set<String> types, String key) {}

  /** The same plan; what the target says it cannot have is refused. */
  QuotaPlan withoutImpossible(QuotaPlan plan) {
    List<Difference> differences = new ArrayList<>();
    for (Difference one : plan.shown().differences()) {
      Optional<String> complaint =
          one.applies() ? complaint(plan.changes().get(one)) : Optional.empty();
      differences.add(complaint.map(text -> refused(one, text)).orElse(one));
    }
    TwinPlan shown = plan.shown();
    return new QuotaPlan(
        new TwinPlan(shown.aspect(), shown.compared(), differences, shown.notes()),
        plan.changes(),
        plan.settled());
  }

  private Optional<String> complaint(QuotaPlan.Change change) {
    if (change.value().isEmpty()) {
      return Optional.empty();
    }
    Kind kind = new Kind(change.key().entity().entries().keySet(), change.key().key());
    return asked.computeIfAbsent(kind, none -> ask(change));
  }

  /** What is in the way of a write but not of this kind of quota shows when it is written. */
  private Optional<String> ask(QuotaPlan.Change change) {
    ClientQuotaEntity entity = change.key().entity();
    ClientQuotaAlteration alteration =
        new ClientQuotaAlteration(
            entity,
            List.of(
                new ClientQuotaAlteration.Op(change.key().key(), change.value().orElseThrow())));
    try {
      target.await(
          "asking about quotas",
          target
              .admin()
              .alterClientQuotas(
                  List.of(alteration), new AlterClientQuotasOptions().validateOnly(true))
              .all());
      return Optional.empty();
    } catch (ClusterException e) {
      boolean impossible =
          e.getCause() instanceof InvalidRequestException
              || e.getCause() instanceof UnsupportedVersionException;
      return impossible ? Optional.of(e.getCause().getMessage()) : Optional.empty();
    }
  }

  private static Difference refused(Difference one, String complaint) {
    return new Difference(
        one.aspect(),
        one.resource(),
        one.field(),
        one.verb(),
        Handling.REFUSED,
        one.now(),
        one.wanted(),
        "the target does not take it (" + complaint + "); exclude it, or upgrade the target");
  }
}
