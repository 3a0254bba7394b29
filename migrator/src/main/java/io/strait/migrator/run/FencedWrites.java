package io.strait.migrator.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.fence.FenceProof;
import io.strait.migrator.fence.ProofOutcome;
import io.strait.migrator.fence.Recheck;
import io.strait.migrator.fence.WriteFence;
import io.strait.migrator.fence.acl.AclOutcome;
import io.strait.migrator.fence.acl.BrokerSight;
import io.strait.migrator.fence.acl.Budget;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.journal.JournalCodec;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.WriteBarrier;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.TopicMapping;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The write barrier over the real fence. Belongs to the runner's thread. */
final class FencedWrites implements WriteBarrier {
  private final Wave wave;
  private final Map<ClusterAlias, FenceTools> tools;
  private final Budget budget;
  private final Map<ClusterAlias, io.strait.migrator.fence.Frontier> proven = new HashMap<>();

  FencedWrites(Wave wave, Map<ClusterAlias, FenceTools> tools, Budget budget) {
    this.wave = wave;
    this.tools = Map.copyOf(tools);
    this.budget = budget;
  }

  @Override
  public DenyPlan plan(ClusterAlias at) {
    return fence(at).plan(topics(at), wave.principals());
  }

  @Override
  public Verdict raise(ClusterAlias at, DenyPlan plan) {
    return verdict(fence(at).raise(plan, budget), "every broker shows the DENYs");
  }

  @Override
  public Proof prove(ClusterAlias at, DenyPlan plan) {
    FenceTools on = tools.get(at);
    ProofOutcome outcome =
        new FenceProof(on.cluster(), on.brokers(), on.patience()).prove(plan, topics(at), budget);
    if (outcome instanceof ProofOutcome.Proven done) {
      proven.put(at, done.frontier());
      return new Proof.Proven(Frontier.of(done.frontier().ends()), evidence(done));
    }
    proven.remove(at);
    ProofOutcome.NotProven not = (ProofOutcome.NotProven) outcome;
    return new Proof.NotProven(not.stage() + ": " + not.reason() + " " + not.suspects());
  }

  @Override
  public Verdict recheck(ClusterAlias at, DenyPlan plan) {
    Optional<io.strait.migrator.fence.Frontier> last = Optional.ofNullable(proven.get(at));
    if (last.isEmpty()) {
      return new Verdict.Inconclusive("this runner has not proved the fence itself");
    }
    FenceTools on = tools.get(at);
    Recheck answer =
        new FenceProof(on.cluster(), on.brokers(), on.patience()).recheck(last.get(), plan);
    if (answer instanceof Recheck.Broken broken) {
      return new Verdict.Failed(broken.reasons());
    }
    return answer instanceof Recheck.Unclear unclear
        ? new Verdict.Inconclusive(unclear.reason())
        : new Verdict.Passed("holds");
  }

  @Override
  public Verdict stands(ClusterAlias at, DenyPlan plan) {
    AclOutcome outcome = fence(at).look(plan);
    List<Deny> gone =
        outcome.brokers().stream()
            .filter(sight -> sight.answer() == BrokerSight.Answer.DIFFERS)
            .flatMap(sight -> sight.differing().stream())
            .distinct()
            .toList();
    return gone.isEmpty()
        ? verdict(outcome, "every broker shows the DENYs")
        : new Verdict.Failed(gone.stream().map(deny -> "no " + deny).toList());
  }

  @Override
  public List<Deny> standing(ClusterAlias at, Collection<Deny> denies) {
    return denies.isEmpty() ? List.of() : tools.get(at).denials().plan(denies).foreign();
  }

  @Override
  public Verdict lift(ClusterAlias at, DenyPlan plan) {
    proven.remove(at);
    return verdict(fence(at).lift(plan, budget), "no broker shows our DENYs");
  }

  static Verdict verdict(AclOutcome outcome, String done) {
    if (outcome instanceof AclOutcome.Partly partly) {
      return new Verdict.Inconclusive(partly.reason());
    }
    return outcome instanceof AclOutcome.Unconfirmed unknown
        ? new Verdict.Inconclusive(unknown.reason())
        : new Verdict.Passed(done);
  }

  private static ObjectNode evidence(ProofOutcome.Proven done) {
    ObjectNode json = JournalCodec.data();
    json.put("brokers", done.evidence().brokers().size());
    done.evidence().suspects().forEach(json.putArray("suspects")::add);
    done.evidence().openAtFence().forEach(json.putArray("open_at_fence")::add);
    done.evidence().fencedTransactions().forEach(json.putArray("fenced_transactions")::add);
    json.put("equal_readings", done.evidence().equalReadings());
    json.put("unchanged_ms", done.evidence().unchangedMillis());
    json.put("took_ms", done.evidence().provenAtMillis() - done.evidence().startedAtMillis());
    done.evidence().knownLimits().forEach(json.putArray("known_limits")::add);
    return json;
  }

  private WriteFence fence(ClusterAlias at) {
    return new WriteFence(tools.get(at).denials());
  }

  private List<String> topics(ClusterAlias at) {
    return wave.link().topics().stream()
        .map(at.equals(wave.source()) ? TopicMapping::source : TopicMapping::target)
        .toList();
  }
}
