package io.strait.migrator.fence.acl;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.CreateAclsOptions;
import org.apache.kafka.clients.admin.DeleteAclsOptions;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans, raises, looks at and lifts sets of DENYs on one cluster.
 *
 * <p>Raising and lifting are idempotent and may be repeated after a crash or an unknown outcome. An
 * admin call may be routed to a broker that is cut off from the controller, so each call is short,
 * is repeated, and only what brokers show afterwards counts. Safe for use by several threads, but
 * two runs over one plan at once would undo each other.
 */
public final class Denials {
  /** One admin call; short, because another broker may answer the repetition. */
  private static final int CALL_MS = 2_000;

  private static final Logger log = LoggerFactory.getLogger(Denials.class);

  private final Cluster cluster;
  private final Brokers brokers;
  private final Patience patience;

  /** Acts under the cutover credential of that cluster; it needs ALTER and DESCRIBE on it. */
  public Denials(Cluster cluster, Brokers brokers, Patience patience) {
    this.cluster = cluster;
    this.brokers = brokers;
    this.patience = patience;
  }

  /**
   * Describes what is there and says what must be raised. Changes nothing.
   *
   * @throws ClusterException if the ACLs cannot be read; without an authorizer its kind is {@link
   *     FaultKind#NEEDS_HUMAN}
   */
  public DenyPlan plan(Collection<Deny> wanted) {
    Set<AclBinding> present = new HashSet<>();
    for (AclBindingFilter filter : filters(wanted)) {
      present.addAll(cluster.await("reading ACLs", cluster.admin().describeAcls(filter).values()));
    }
    List<Deny> absent = new ArrayList<>();
    List<Deny> foreign = new ArrayList<>();
    wanted.stream()
        .distinct()
        .forEach(deny -> (present.contains(deny.binding()) ? foreign : absent).add(deny));
    return new DenyPlan(cluster.alias().value(), absent, foreign);
  }

  /**
   * Creates what the plan raises and waits until every live broker shows the whole fence.
   *
   * @throws ClusterException for an error that does not pass by itself, such as a missing
   *     permission
   */
  public AclOutcome raise(DenyPlan plan, Budget budget) {
    Attempt attempt = new Attempt(() -> create(plan.raised()));
    AclOutcome outcome = act(plan.all(), true, attempt, budget);
    log.atInfo()
        .addKeyValue("cluster", plan.cluster())
        .addKeyValue("raised", plan.raised().size())
        .addKeyValue("foreign", plan.foreign().size())
        .addKeyValue("outcome", outcome.getClass().getSimpleName())
        .log("Fence raised");
    return outcome;
  }

  /** Asks every live broker once whether it shows the whole fence. */
  public AclOutcome look(DenyPlan plan) {
    return AclOutcome.of(sights(plan.all(), true), "");
  }

  /**
   * Removes what the plan raised, in reverse order, and waits until every live broker shows it
   * gone. What was found when planned stays.
   *
   * @throws ClusterException for an error that does not pass by itself, such as a missing
   *     permission
   */
  public AclOutcome lift(DenyPlan plan, Budget budget) {
    List<Deny> reversed = new ArrayList<>(plan.raised());
    Collections.reverse(reversed);
    AclOutcome outcome = act(reversed, false, new Attempt(() -> delete(reversed)), budget);
    log.atInfo()
        .addKeyValue("cluster", plan.cluster())
        .addKeyValue("lifted", reversed.size())
        .addKeyValue("outcome", outcome.getClass().getSimpleName())
        .log("Fence lifted");
    return outcome;
  }

  private AclOutcome act(List<Deny> denies, boolean present, Attempt attempt, Budget budget) {
    return patience.until(
        budget.acls(),
        budget.pause(),
        () -> {
          String trouble = attempt.run();
          AclOutcome outcome = AclOutcome.of(sights(denies, present), trouble);
          attempt.repeat = outcome instanceof AclOutcome.Unconfirmed;
          return outcome;
        },
        Denials::nothingToWaitFor);
  }

  /** A silent broker has used up its own deadline already; one that differs may be just behind. */
  private static boolean nothingToWaitFor(AclOutcome outcome) {
    return !(outcome instanceof AclOutcome.Unconfirmed)
        && outcome.brokers().stream()
            .noneMatch(sight -> sight.answer() == BrokerSight.Answer.DIFFERS);
  }

  private void create(List<Deny> denies) {
    if (!denies.isEmpty()) {
      cluster.await(
          "creating " + denies.size() + " DENY ACLs",
          cluster
              .admin()
              .createAcls(
                  denies.stream().map(Deny::binding).toList(),
                  new CreateAclsOptions().timeoutMs(CALL_MS))
              .all());
    }
  }

  private void delete(List<Deny> denies) {
    if (!denies.isEmpty()) {
      cluster.await(
          "deleting " + denies.size() + " DENY ACLs",
          cluster
              .admin()
              .deleteAcls(
                  denies.stream().map(deny -> deny.binding().toFilter()).toList(),
                  new DeleteAclsOptions().timeoutMs(CALL_MS))
              .all());
    }
  }

  private List<BrokerSight> sights(List<Deny> denies, boolean present) {
    List<BrokerSight> sights = new ArrayList<>();
    for (int broker : new TreeSet<>(brokers.live())) {
      sights.add(sight(broker, denies, present));
    }
    return sights;
  }

  private BrokerSight sight(int broker, List<Deny> denies, boolean present) {
    try {
      Set<AclBinding> shown = new HashSet<>();
      for (AclBindingFilter filter : filters(denies)) {
        shown.addAll(brokers.acls(broker, filter));
      }
      List<Deny> differing =
          denies.stream().filter(deny -> shown.contains(deny.binding()) != present).toList();
      BrokerSight.Answer answer =
          differing.isEmpty() ? BrokerSight.Answer.AS_WANTED : BrokerSight.Answer.DIFFERS;
      return new BrokerSight(broker, answer, differing, "");
    } catch (ClusterException e) {
      if (e.kind() == FaultKind.NEEDS_HUMAN) {
        throw e;
      }
      return new BrokerSight(
          broker, BrokerSight.Answer.SILENT, denies, String.valueOf(e.getMessage()));
    }
  }

  /** One filter for each kind of resource instead of one for each DENY: one question per broker. */
  private static List<AclBindingFilter> filters(Collection<Deny> denies) {
    return denies.stream()
        .map(deny -> List.of(deny.resourceType(), deny.operation()))
        .collect(Collectors.toCollection(java.util.LinkedHashSet::new))
        .stream()
        .map(kind -> filter(kind.get(0), kind.get(1)))
        .toList();
  }

  private static AclBindingFilter filter(String resourceType, String operation) {
    return new AclBindingFilter(
        new ResourcePatternFilter(ResourceType.valueOf(resourceType), null, PatternType.LITERAL),
        new AccessControlEntryFilter(
            null, "*", AclOperation.valueOf(operation), AclPermissionType.DENY));
  }

  /** An admin call that is repeated while no broker confirms it. */
  private static final class Attempt {
    private final Runnable call;
    private boolean repeat = true;

    private Attempt(Runnable call) {
      this.call = call;
    }

    private String run() {
      if (!repeat) {
        return "";
      }
      try {
        call.run();
        return "";
      } catch (ClusterException e) {
        if (e.kind() != FaultKind.RETRIABLE) {
          throw e;
        }
        return String.valueOf(e.getMessage());
      }
    }
  }
}
