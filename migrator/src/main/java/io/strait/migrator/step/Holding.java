package io.strait.migrator.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.client.Authority;
import io.strait.client.Route;
import io.strait.migrator.cutover.CutoverEvent;
import io.strait.migrator.cutover.StateName;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.gate.LiveClients;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.journal.JournalCodec;
import io.strait.migrator.step.WriteBarrier.Proof;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The steps that stop the writers, and how each is taken back. */
final class Holding {
  private Holding() {}

  /** Tells the clients to hold and waits for those that are alive. */
  static final class HoldClients implements Step {
    @Override
    public String name() {
      return "hold";
    }

    @Override
    public StateName in() {
      return StateName.ARMED;
    }

    @Override
    public String does() {
      return "publish the route NONE on both clusters; wait until every live client acknowledges";
    }

    @Override
    public ObjectNode plan(StepContext context) {
      return JournalCodec.data().put(Evidence.ORDERS_ROUTE, Authority.NONE.name());
    }

    @Override
    public void execute(StepContext context) {
      int reached = context.ports().routes().publish(context.route(Authority.NONE)).size();
      context
          .attestations()
          .answer(
              reached == 2
                  ? new Verdict.Passed("published on both clusters")
                  : new Verdict.Inconclusive("the route is readable on one cluster only"));
    }

    @Override
    public StepResult verify(StepContext context) {
      Instant now = context.clock().instant();
      Instant since = context.facts().heldSince().orElse(now);
      var budgets = context.wave().budgets();
      if (!context.attestations().answer().passed()) {
        String why = context.attestations().answer().text();
        return now.isBefore(since.plus(budgets.hold()))
            ? new StepResult.Undone(why)
            : new StepResult.Failed(List.of(why), false);
      }
      var acks = context.ports().routes().acks();
      List<String> missing =
          LiveClients.missing(acks, now, budgets.clientSilence(), context.facts().routeEpoch());
      if (missing.isEmpty()) {
        int live = LiveClients.of(acks, now, budgets.clientSilence()).size();
        return StepResult.passed(
            JournalCodec.data().put("clients_held", live), new CutoverEvent.ClientsHeld(since));
      }
      return now.isBefore(since.plus(budgets.hold()))
          ? new StepResult.Inconclusive(missing.size() + " live clients have not acknowledged")
          : new StepResult.Failed(missing, false);
    }

    @Override
    public Optional<Step> compensation() {
      return Optional.of(new GiveRouteBack());
    }
  }

  /** Gives the route back to the cluster that had it. */
  static final class GiveRouteBack implements Step {
    @Override
    public String name() {
      return "give-route-back";
    }

    @Override
    public StateName in() {
      return StateName.ABORTING;
    }

    @Override
    public String does() {
      return "publish the route of before";
    }

    @Override
    public ObjectNode plan(StepContext context) {
      return JournalCodec.data().put(Evidence.ORDERS_ROUTE, context.routeFrom().authority().name());
    }

    @Override
    public void execute(StepContext context) {
      context.ports().routes().publish(context.routeFrom());
    }

    @Override
    public StepResult verify(StepContext context) {
      Optional<Route> current = context.ports().routes().current();
      return current.isPresent() && current.get().equals(context.routeFrom())
          ? StepResult.passed(
              JournalCodec.data(), new CutoverEvent.Compensated(context.clock().instant()))
          : new StepResult.Undone("the route is not readable yet");
    }
  }

  /** Denies writing and proves that nobody writes. */
  static final class Fence implements Step {
    @Override
    public String name() {
      return "fence";
    }

    @Override
    public StateName in() {
      return StateName.FENCING;
    }

    @Override
    public String does() {
      return "DENY Write for the principals; prove it on every broker; then read the frontier";
    }

    @Override
    public ObjectNode plan(StepContext context) {
      DenyPlan standing = context.facts().writeDenials().get(context.from().value());
      DenyPlan plan = standing == null ? context.ports().writes().plan(context.from()) : standing;
      return JournalCodec.data().set(Evidence.RAISES_WRITES, Evidence.denials(plan));
    }

    @Override
    public void execute(StepContext context) {
      context
          .attestations()
          .answer(context.ports().writes().raise(context.from(), standing(context)));
    }

    @Override
    public StepResult verify(StepContext context) {
      Proof proof = context.ports().writes().prove(context.from(), standing(context));
      if (proof instanceof Proof.Proven proven) {
        Set<TopicPartition> unsealed =
            new HashSet<>(context.ports().logs().ends(context.from()).keySet());
        unsealed.removeAll(proven.frontier().ends().keySet());
        if (!unsealed.isEmpty()) {
          return new StepResult.Undone("the frontier lacks " + unsealed);
        }
        ObjectNode evidence = JournalCodec.data();
        evidence.set("frontier", Evidence.frontier(proven.frontier()));
        evidence.set("proof", proven.evidence());
        return StepResult.passed(evidence, new CutoverEvent.FenceProved(proven.frontier()));
      }
      return new StepResult.Undone(((Proof.NotProven) proof).reason());
    }

    @Override
    public Optional<Step> compensation() {
      return Optional.of(new LiftFence());
    }

    private static DenyPlan standing(StepContext context) {
      return context.facts().writeDenials().get(context.from().value());
    }
  }

  /** Lets the writers write again where they wrote. */
  static final class LiftFence implements Step {
    @Override
    public String name() {
      return "lift-fence";
    }

    @Override
    public StateName in() {
      return StateName.ABORTING;
    }

    @Override
    public String does() {
      return "remove the DENYs on topics that the fence raised";
    }

    @Override
    public void execute(StepContext context) {
      context.attestations().answer(Lifting.writes(context, context.from()));
    }

    @Override
    public StepResult verify(StepContext context) {
      Verdict lifted = context.attestations().answer();
      return lifted.passed()
          ? StepResult.passed(
              JournalCodec.data().put(Evidence.LIFTED_WRITES, context.from().value()))
          : new StepResult.Undone(lifted.text());
    }
  }
}
