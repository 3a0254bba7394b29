package io.strait.migrator.fence;

import io.strait.migrator.fence.OpenTransactions.Mark;
import io.strait.migrator.fence.ProofOutcome.NotProven;
import io.strait.migrator.fence.ProofOutcome.Proven;
import io.strait.migrator.fence.ProofOutcome.Stage;
import io.strait.migrator.fence.Stillness.Reading;
import io.strait.migrator.fence.acl.AclOutcome;
import io.strait.migrator.fence.acl.Brokers;
import io.strait.migrator.fence.acl.Budget;
import io.strait.migrator.fence.acl.Denials;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.fence.acl.PartitionEnd;
import io.strait.migrator.fence.acl.Patience;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows that nobody writes to fenced topics any more and seals their ends.
 *
 * <p>The recipe: (1) every broker, asked itself, shows the DENYs, or two that do agree that the
 * others lead nothing; (2) no transaction is open; (3) on the current leader of each partition the
 * true log end equals the high watermark and the last stable offset, (4) producer states and (5)
 * leader epochs are equal, in two readings; (6) {@link #recheck} until the switch is done.
 *
 * <p>Not provable, and said so in the evidence: records that a leader cut off from the controller
 * acknowledged with {@code acks=1}; writes of principals that are not in the fence, which only show
 * as growth. Stateless; safe for use by several threads.
 */
public final class FenceProof {
  private static final Logger log = LoggerFactory.getLogger(FenceProof.class);
  private static final List<String> LIMITS =
      List.of(
          "records acknowledged with acks=1 by a leader that was cut off from the controller are"
              + " lost when it comes back; no fence can save them",
          "principals outside the fence are not stopped; their writes would show as a log end that"
              + " grows");

  private final Cluster cluster;
  private final Brokers brokers;
  private final Denials denials;
  private final OpenTransactions transactions;
  private final TransactionDrain drain;
  private final Patience patience;

  /** Asks under the cutover credential of that cluster. */
  public FenceProof(Cluster cluster, Brokers brokers, Patience patience) {
    this.cluster = cluster;
    this.brokers = brokers;
    this.denials = new Denials(cluster, brokers, patience);
    this.transactions = new OpenTransactions(cluster);
    this.drain = new TransactionDrain(cluster, transactions, patience);
    this.patience = patience;
  }

  /**
   * Runs the recipe once, within the budget. May be repeated. Brokers that do not answer make it
   * {@link NotProven}, not fail.
   *
   * @param fence the raised plan
   * @throws ClusterException for an error that does not pass by itself, such as a missing
   *     permission or a missing topic; the fence then stands unproven
   */
  public ProofOutcome prove(DenyPlan fence, Collection<String> topics, Budget budget) {
    Instant started = patience.now();
    AtomicReference<Stage> stage = new AtomicReference<>(Stage.BROKERS_SHOW_FENCE);
    try {
      return recipe(fence, topics, budget, started, stage);
    } catch (ClusterException e) {
      if (e.kind() != FaultKind.RETRIABLE) {
        throw e;
      }
      return failed(stage.get(), "a broker did not answer: " + e.getMessage(), List.of());
    }
  }

  private ProofOutcome recipe(
      DenyPlan fence,
      Collection<String> topics,
      Budget budget,
      Instant started,
      AtomicReference<Stage> stage) {
    Trust trust =
        patience.until(
            budget.suspects(), budget.pause(), () -> trust(fence, topics), Trust::settled);
    if (!trust.settled()) {
      return failed(stage.get(), String.join("; ", trust.problems()), trust.suspectLines());
    }
    stage.set(Stage.TRANSACTIONS_ENDED);
    Layout layout = Layout.read(cluster, topics);
    TransactionDrain.Drained drained = drain.drain(layout.partitions(), budget);
    if (!drained.ended()) {
      return failed(
          stage.get(),
          drained.reason(),
          drained.stillOpen().stream().map(OpenTransaction::toString).toList());
    }
    stage.set(Stage.LOG_ENDS_STILL);
    Stillness still = stand(layout, trust, budget);
    List<String> doubts = still.doubts(layout.partitions(), trust.trusted(), budget.thinIsr());
    if (!doubts.isEmpty()) {
      return failed(stage.get(), "the logs do not stand still", doubts);
    }
    return sealed(fence, layout, still, drained, started);
  }

  /**
   * Looks once whether a proven fence still holds; cheap, to be called until the switch is done.
   *
   * @throws ClusterException for an error that does not pass by itself
   */
  public Recheck recheck(Frontier frontier, DenyPlan fence) {
    try {
      Set<String> topics =
          frontier.seals().stream().map(Frontier.Seal::topic).collect(Collectors.toSet());
      Trust trust = trust(fence, topics);
      Layout layout = Layout.read(cluster, topics);
      List<String> reasons =
          Changes.between(frontier, layout, brokers.ends(frontier.ends().keySet()));
      reasons.addAll(lostSight(trust));
      if (!reasons.isEmpty()) {
        log.atWarn()
            .addKeyValue("cluster", cluster.alias())
            .addKeyValue("reasons", reasons)
            .log("Fence no longer holds");
        return new Recheck.Broken(reasons);
      }
      return trust.settled()
          ? new Recheck.Holds(patience.now().toEpochMilli())
          : new Recheck.Unclear(String.join("; ", trust.problems()));
    } catch (ClusterException e) {
      if (e.kind() != FaultKind.RETRIABLE) {
        throw e;
      }
      return new Recheck.Unclear(String.valueOf(e.getMessage()));
    }
  }

  /** A leader that answers without showing the fence is worse than one that is silent. */
  private static List<String> lostSight(Trust trust) {
    return trust.settled()
        ? List.of()
        : trust.sights().stream()
            .filter(
                sight -> sight.answer() == io.strait.migrator.fence.acl.BrokerSight.Answer.DIFFERS)
            .map(Object::toString)
            .toList();
  }

  private Trust trust(DenyPlan fence, Collection<String> topics) {
    Layout layout = Layout.read(cluster, topics);
    AclOutcome outcome = denials.look(fence);
    Trust trust = Trust.of(outcome.brokers(), layout.holders());
    if (trust.suspects().isEmpty()) {
      return trust;
    }
    Map<Integer, Map<TopicPartition, Integer>> views = new HashMap<>();
    for (int witness : trust.trusted()) {
      try {
        views.put(witness, brokers.leaders(witness, topics));
      } catch (ClusterException e) {
        log.atInfo()
            .addKeyValue("cluster", cluster.alias())
            .addKeyValue("broker", witness)
            .addKeyValue("error", e.getMessage())
            .log("Broker cannot be a witness");
      }
    }
    return trust.judged(views, layout.partitions());
  }

  private Stillness stand(Layout layout, Trust trust, Budget budget) {
    AtomicReference<Stillness> seen = new AtomicReference<>();
    Duration limit = budget.quiet().plus(layout.fullyInSync() ? Duration.ZERO : budget.thinIsr());
    return patience.until(
        limit,
        budget.settle(),
        () -> {
          Reading reading = reading(layout);
          Instant now = patience.now();
          return seen.updateAndGet(
              last -> last == null ? Stillness.first(reading, now) : last.next(reading, now));
        },
        still -> still.doubts(layout.partitions(), trust.trusted(), budget.thinIsr()).isEmpty());
  }

  private Reading reading(Layout layout) {
    Map<TopicPartition, PartitionEnd> ends = brokers.ends(layout.partitions());
    Map<TopicPartition, Set<Mark>> marks = new HashMap<>();
    transactions
        .producers(layout.partitions())
        .forEach(
            (partition, state) ->
                marks.put(
                    partition,
                    state.activeProducers().stream().map(Mark::of).collect(Collectors.toSet())));
    return new Reading(ends, marks, Layout.read(cluster, topics(layout)).fullyInSync());
  }

  private ProofOutcome sealed(
      DenyPlan fence,
      Layout layout,
      Stillness still,
      TransactionDrain.Drained drained,
      Instant started) {
    List<Frontier.Seal> seals = new ArrayList<>();
    for (PartitionEnd end : still.reading().ends().values()) {
      seals.add(
          new Frontier.Seal(
              end.topic(),
              layout.topicIds().get(end.topic()),
              end.partition(),
              end.logEnd(),
              end.leader(),
              end.leaderEpoch()));
    }
    Frontier frontier = new Frontier(seals);
    Trust last = trust(fence, topics(layout));
    List<String> changes =
        Changes.between(frontier, Layout.read(cluster, topics(layout)), still.reading().ends());
    if (!last.settled() || !changes.isEmpty()) {
      List<String> suspects = new ArrayList<>(last.suspectLines());
      suspects.addAll(changes);
      return failed(
          Stage.BROKERS_SHOW_FENCE, "brokers or topics changed during the proof", suspects);
    }
    log.atInfo()
        .addKeyValue("cluster", cluster.alias())
        .addKeyValue("partitions", seals.size())
        .addKeyValue("millis", Duration.between(started, patience.now()).toMillis())
        .log("Fence proven");
    return new Proven(frontier, evidence(last, still, drained, started));
  }

  private ProofEvidence evidence(
      Trust trust, Stillness still, TransactionDrain.Drained drained, Instant started) {
    return new ProofEvidence(
        trust.sights(),
        List.copyOf(trust.suspects()),
        drained.openAtFence().stream().map(OpenTransaction::toString).toList(),
        drained.fenced(),
        still.equal(),
        still.unchanged().toMillis(),
        started.toEpochMilli(),
        patience.now().toEpochMilli(),
        LIMITS);
  }

  private NotProven failed(Stage stage, String reason, List<String> suspects) {
    log.atWarn()
        .addKeyValue("cluster", cluster.alias())
        .addKeyValue("stage", stage)
        .addKeyValue("reason", reason)
        .addKeyValue("suspects", suspects)
        .log("Fence not proven");
    return new NotProven(stage, reason, suspects);
  }

  private static Set<String> topics(Layout layout) {
    return new TreeSet<>(layout.topicIds().keySet());
  }
}
