package io.strait.migrator.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.client.Route;
import io.strait.migrator.cutover.CutoverEvent;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.cutover.StateName;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.gate.LinkGates;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.journal.JournalCodec;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.progress.LinkProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps that move groups, links and the authority. */
final class Moving {
  private Moving() {}

  /** Places the groups on the other cluster. */
  static final class MoveGroups implements Step {
    @Override
    public String name() {
      return "move-groups";
    }

    @Override
    public StateName in() {
      return StateName.TAIL_PROVED;
    }

    @Override
    public String does() {
      return "DENY Read on the groups; commit their exact offsets on the other cluster; read back";
    }

    @Override
    public ObjectNode plan(StepContext context) {
      DenyPlan standing = context.facts().groupDenials().get(context.from().value());
      DenyPlan plan = standing == null ? context.ports().groups().plan(context.from()) : standing;
      return JournalCodec.data().set(Evidence.RAISES_GROUPS, Evidence.denials(plan));
    }

    @Override
    public void execute(StepContext context) {
      DenyPlan plan = context.facts().groupDenials().get(context.from().value());
      context
          .attestations()
          .answer(context.ports().groups().move(context.from(), context.to(), plan));
    }

    @Override
    public StepResult verify(StepContext context) {
      Verdict moved = context.attestations().answer();
      if (moved instanceof Verdict.Failed failed) {
        return new StepResult.Failed(failed.findings(), false);
      }
      return moved.passed()
          ? StepResult.passed(JournalCodec.data().put("groups", moved.text()))
          : new StepResult.Undone(moved.text());
    }

    @Override
    public Optional<Step> compensation() {
      return Optional.of(new ReopenGroups());
    }
  }

  /** Lets the groups read again where they read. */
  static final class ReopenGroups implements Step {
    @Override
    public String name() {
      return "reopen-groups";
    }

    @Override
    public StateName in() {
      return StateName.ABORTING;
    }

    @Override
    public String does() {
      return "remove the DENYs on groups that the move raised";
    }

    @Override
    public void execute(StepContext context) {
      context.attestations().answer(Lifting.groups(context, context.from()));
    }

    @Override
    public StepResult verify(StepContext context) {
      Verdict lifted = context.attestations().answer();
      return lifted.passed()
          ? StepResult.passed(
              JournalCodec.data().put(Evidence.LIFTED_GROUPS, context.from().value()))
          : new StepResult.Undone(lifted.text());
    }
  }

  /** Turns the direction of copying round while nothing is written. */
  static final class ArmCounterLink implements Step {
    @Override
    public String name() {
      return "arm-reverse";
    }

    @Override
    public StateName in() {
      return StateName.TAIL_PROVED;
    }

    @Override
    public String does() {
      return "stop the link; run the link of the other direction; see it stand at the frontier";
    }

    @Override
    public void execute(StepContext context) {
      context.ports().links().stop(context.feed());
      context.ports().links().start(context.counter());
    }

    @Override
    public StepResult verify(StepContext context) {
      Optional<LinkProgress> progress = context.ports().links().progress(context.counter());
      if (progress.isEmpty()) {
        return new StepResult.Undone("the link of the other direction does not run");
      }
      Verdict healthy = LinkGates.healthy(progress.get());
      if (!healthy.passed()) {
        return LinkCheck.result(healthy);
      }
      Frontier wanted = context.acrossFeed(Proving.seal(context).frontier());
      List<String> elsewhere = Proving.elsewhere(progress.get(), wanted);
      if (!elsewhere.isEmpty()) {
        return new StepResult.Inconclusive(
            "the link of the other direction is not at the frontier: " + elsewhere.get(0));
      }
      Verdict whole = LinkCheck.whole(context, context.counter(), progress.get());
      return !whole.passed()
          ? LinkCheck.result(whole)
          : StepResult.passed(
              JournalCodec.data().put("partitions", wanted.ends().size()),
              new CutoverEvent.CounterLinkArmed());
    }

    @Override
    public Optional<Step> compensation() {
      return Optional.of(new DisarmCounterLink());
    }
  }

  /** Turns the direction of copying back. */
  static final class DisarmCounterLink implements Step {
    @Override
    public String name() {
      return "disarm-reverse";
    }

    @Override
    public StateName in() {
      return StateName.ABORTING;
    }

    @Override
    public String does() {
      return "stop the link of the other direction; run the link again";
    }

    @Override
    public void execute(StepContext context) {
      context.ports().links().stop(context.counter());
      context.ports().links().start(context.feed());
    }

    @Override
    public StepResult verify(StepContext context) {
      return context.ports().links().progress(context.feed()).isPresent()
          ? StepResult.passed(JournalCodec.data())
          : new StepResult.Undone("the link does not run yet");
    }
  }

  /** Opens the new authority to writers and groups; only after the decision. */
  static final class OpenTarget implements Step {
    @Override
    public String name() {
      return "open";
    }

    @Override
    public StateName in() {
      return StateName.SWITCHING;
    }

    @Override
    public String does() {
      return "remove our DENYs on the cluster that gets the authority";
    }

    @Override
    public void execute(StepContext context) {
      Verdict writes = Lifting.writes(context, context.to());
      Verdict groups = Lifting.groups(context, context.to());
      Verdict again = Lifting.again(context, context.to());
      context.attestations().answer(!writes.passed() ? writes : groups.passed() ? again : groups);
    }

    @Override
    public StepResult verify(StepContext context) {
      Verdict open = context.attestations().answer();
      if (open.passed()) {
        List<Deny> ours = Lifting.left(context, context.to());
        List<Deny> left = new ArrayList<>(Lifting.shutting(context, context.to()));
        left.removeAll(ours);
        if (!ours.isEmpty()) {
          return new StepResult.Undone("raised again on " + context.to() + ": " + ours);
        }
        if (!left.isEmpty()) {
          return new StepResult.Inconclusive(
              "writers would be kept out of "
                  + context.to()
                  + " by ACLs that this migration did not create; remove them: "
                  + left);
        }
      }
      return open.passed()
          ? StepResult.passed(
              JournalCodec.data()
                  .put(Evidence.LIFTED_WRITES, context.to().value())
                  .put(Evidence.LIFTED_GROUPS, context.to().value()))
          : new StepResult.Undone(open.text());
    }
  }

  /** Sends the clients to the new authority. */
  static final class ReleaseRoute implements Step {
    @Override
    public String name() {
      return "release";
    }

    @Override
    public StateName in() {
      return StateName.SWITCHING;
    }

    @Override
    public String does() {
      return "publish the route of the new authority";
    }

    @Override
    public ObjectNode plan(StepContext context) {
      return JournalCodec.data().put(Evidence.ORDERS_ROUTE, context.routeTo().authority().name());
    }

    @Override
    public void execute(StepContext context) {
      context.ports().routes().publish(context.routeTo());
    }

    @Override
    public StepResult verify(StepContext context) {
      Optional<Route> current = context.ports().routes().current();
      return current.isPresent() && current.get().equals(context.routeTo())
          ? StepResult.passed(
              JournalCodec.data(), new CutoverEvent.RouteReleased(context.clock().instant()))
          : new StepResult.Undone("the route is not readable yet");
    }
  }

  /** Records whether the fence still stood when the switch was done. */
  static final class Settle implements Step {
    @Override
    public String name() {
      return "settle";
    }

    @Override
    public StateName in() {
      return StateName.SWITCHED;
    }

    @Override
    public String does() {
      return "look at the old side's fence once more and record it; it stays";
    }

    @Override
    public void execute(StepContext context) {}

    @Override
    public StepResult verify(StepContext context) {
      Verdict holds = look(context);
      return StepResult.passed(
          JournalCodec.data().put("fence", holds.text()).put("fence_holds", holds.passed()),
          new CutoverEvent.Settled());
    }

    private static Verdict look(StepContext context) {
      DenyPlan standing = context.facts().writeDenials().get(context.from().value());
      try {
        return context.ports().writes().stands(context.from(), standing);
      } catch (ClusterException e) {
        return new Verdict.Inconclusive(String.valueOf(e.getMessage()));
      }
    }
  }
}
