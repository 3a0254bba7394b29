package io.strait.migrator.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.client.Authority;
import io.strait.client.Route;
import io.strait.migrator.cutover.CutoverEvent;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.cutover.StateName;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.gate.LinkGates;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.journal.JournalCodec;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The steps from the start of a migration to READY. Nobody is held in them. */
final class Mirroring {
  private Mirroring() {}

  /** Publishes the first route and closes the target to the applications. */
  static final class Prepare implements Step {
    @Override
    public String name() {
      return "prepare";
    }

    @Override
    public StateName in() {
      return StateName.PLANNED;
    }

    @Override
    public String does() {
      return "publish the route SOURCE; DENY Write on the target's topics for the principals";
    }

    @Override
    public ObjectNode plan(StepContext context) {
      String target = context.to().value();
      DenyPlan standing = context.facts().writeDenials().get(target);
      DenyPlan plan = standing == null ? context.ports().writes().plan(context.to()) : standing;
      return JournalCodec.data()
          .put(Evidence.ORDERS_ROUTE, Authority.SOURCE.name())
          .set(Evidence.RAISES_WRITES, Evidence.denials(plan));
    }

    @Override
    public void execute(StepContext context) {
      context.ports().routes().publish(context.route(Authority.SOURCE));
      DenyPlan plan = context.facts().writeDenials().get(context.to().value());
      context.attestations().answer(context.ports().writes().raise(context.to(), plan));
    }

    @Override
    public StepResult verify(StepContext context) {
      Optional<Route> route = context.ports().routes().current();
      if (route.isEmpty() || !route.get().equals(context.route(Authority.SOURCE))) {
        return new StepResult.Undone("the route is not readable yet");
      }
      Verdict closed = context.attestations().answer();
      if (!closed.passed()) {
        return new StepResult.Undone("the target is not closed: " + closed.text());
      }
      return StepResult.passed(
          JournalCodec.data().put("target_closed", closed.text()),
          new CutoverEvent.TargetPrepared());
    }
  }

  /** Starts the forward link. */
  static final class StartLink implements Step {
    @Override
    public String name() {
      return "start-link";
    }

    @Override
    public StateName in() {
      return StateName.PREPARED;
    }

    @Override
    public String does() {
      return "run the forward link";
    }

    @Override
    public void execute(StepContext context) {
      context.ports().links().start(context.feed());
    }

    @Override
    public StepResult verify(StepContext context) {
      return context.ports().links().progress(context.feed()).isPresent()
          ? StepResult.passed(JournalCodec.data(), new CutoverEvent.LinkStarted())
          : new StepResult.Undone("the link does not run yet");
    }
  }

  /** Waits until the lag is below the limit. */
  static final class CatchUp implements Step {
    @Override
    public String name() {
      return "catch-up";
    }

    @Override
    public StateName in() {
      return StateName.MIRRORING;
    }

    @Override
    public String does() {
      return "wait until every partition copies and the lag is below the limit";
    }

    @Override
    public void execute(StepContext context) {
      context.ports().links().start(context.feed());
    }

    @Override
    public StepResult verify(StepContext context) {
      Optional<LinkProgress> progress = context.ports().links().progress(context.feed());
      if (progress.isEmpty()) {
        return new StepResult.Undone("the link does not run");
      }
      Verdict healthy = LinkGates.healthy(progress.get());
      if (!healthy.passed()) {
        return LinkCheck.result(healthy);
      }
      long lag = progress.get().lag();
      if (lag < 0 || lag > context.wave().budgets().maxLag()) {
        return new StepResult.Inconclusive("the lag is above the limit or not known");
      }
      Verdict whole = LinkCheck.whole(context, context.feed(), progress.get());
      return !whole.passed()
          ? LinkCheck.result(whole)
          : StepResult.passed(JournalCodec.data().put("lag", lag), new CutoverEvent.CaughtUp());
    }
  }

  /** Compares what has been copied, in parts, so that commands are heard in between. */
  static final class CompareLive implements Step {
    @Override
    public String name() {
      return "compare-live";
    }

    @Override
    public StateName in() {
      return StateName.VERIFYING;
    }

    @Override
    public String does() {
      return "compare source and target from the last proved offsets up to what is copied now";
    }

    @Override
    public void execute(StepContext context) {
      Optional<LinkProgress> progress = context.ports().links().progress(context.feed());
      if (progress.isEmpty()) {
        return;
      }
      Verdict healthy = LinkGates.healthy(progress.get());
      Verdict whole =
          healthy.passed() ? LinkCheck.whole(context, context.feed(), progress.get()) : healthy;
      context.attestations().answer(whole);
      if (!whole.passed()) {
        return;
      }
      Map<TopicPartition, Long> copied = new HashMap<>();
      for (PartitionProgress partition : progress.get().partitions()) {
        copied.put(partition.source(), Math.max(0, partition.copiedTo()));
      }
      context.attestations().compare(context.facts().verifiedTo(), Frontier.of(copied));
    }

    @Override
    public StepResult verify(StepContext context) {
      if (context.attestations().goal().isEmpty()) {
        Verdict whole = context.attestations().answer();
        return new StepResult.Undone("the link does not copy the whole wave: " + whole.text());
      }
      Frontier goal = context.attestations().goal().get();
      return Comparing.next(context)
          .orElseGet(
              () ->
                  StepResult.passed(
                      JournalCodec.data().set(Evidence.VERIFIED_TO, Evidence.frontier(goal)),
                      new CutoverEvent.Verified(context.clock().instant(), goal)));
    }
  }
}
