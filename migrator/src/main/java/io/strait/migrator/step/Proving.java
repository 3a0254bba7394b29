package io.strait.migrator.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.cutover.CutoverEvent;
import io.strait.migrator.cutover.CutoverState.Seal;
import io.strait.migrator.cutover.CutoverState.Sealed;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.cutover.StateName;
import io.strait.migrator.gate.LinkGates;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.journal.JournalCodec;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The steps between the frontier and the decision that only look. */
final class Proving {
  private Proving() {}

  static Seal seal(StepContext context) {
    return ((Sealed) context.facts().state()).seal();
  }

  /** Which partitions are not where they should be, and where they are. */
  static List<String> elsewhere(LinkProgress progress, Frontier wanted) {
    List<String> elsewhere = new ArrayList<>();
    for (TopicPartition partition : wanted.ends().keySet()) {
      long copied =
          progress.partitions().stream()
              .filter(one -> one.source().equals(partition))
              .mapToLong(PartitionProgress::copiedTo)
              .findFirst()
              .orElse(-1);
      if (copied != wanted.end(partition)) {
        elsewhere.add(partition + " at " + copied + " of " + wanted.end(partition));
      }
    }
    return elsewhere;
  }

  /** Waits until the link stands at the frontier. */
  static final class Drain implements Step {
    @Override
    public String name() {
      return "drain";
    }

    @Override
    public StateName in() {
      return StateName.FENCED;
    }

    @Override
    public String does() {
      return "wait until the link has copied every partition up to the frontier";
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
      Frontier frontier = seal(context).frontier();
      List<String> elsewhere = elsewhere(progress.get(), frontier);
      if (!elsewhere.isEmpty()) {
        return new StepResult.Inconclusive(
            elsewhere.size() + " partitions are not at the frontier, first " + elsewhere.get(0));
      }
      Verdict whole = LinkCheck.whole(context, context.feed(), progress.get());
      return !whole.passed()
          ? LinkCheck.result(whole)
          : StepResult.passed(
              JournalCodec.data().put("offsets", frontier.offsets()),
              new CutoverEvent.DrainedToFrontier());
    }
  }

  /** Compares everything that no earlier proof has covered, up to the frontier. */
  static final class ProveTail implements Step {
    @Override
    public String name() {
      return "prove-tail";
    }

    @Override
    public StateName in() {
      return StateName.DRAINED;
    }

    @Override
    public String does() {
      return "compare both sides from the last proved offsets up to the frontier";
    }

    @Override
    public void execute(StepContext context) {
      context
          .attestations()
          .compare(context.inFeedNames(context.facts().verifiedTo()), seal(context).frontier());
    }

    @Override
    public StepResult verify(StepContext context) {
      Frontier frontier = seal(context).frontier();
      Frontier proved = context.inWaveNames(frontier);
      long from = context.facts().verifiedTo().offsets();
      return Comparing.next(context).orElseGet(() -> matched(proved, frontier.offsets() - from));
    }

    private static StepResult matched(Frontier proved, long records) {
      ObjectNode evidence = JournalCodec.data().put("offsets_compared", records);
      evidence.set(Evidence.VERIFIED_TO, Evidence.frontier(proved));
      return StepResult.passed(evidence, new CutoverEvent.TailMatched(records));
    }
  }

  /** The last look before the decision. */
  static final class Decide implements Step {
    @Override
    public String name() {
      return "decide";
    }

    @Override
    public StateName in() {
      return StateName.REVERSE_ARMED;
    }

    @Override
    public String does() {
      return "prove the fence once more; require both copies of the journal; journal the decision";
    }

    @Override
    public void execute(StepContext context) {}

    @Override
    public StepResult verify(StepContext context) {
      Verdict holds =
          context
              .ports()
              .writes()
              .recheck(context.from(), context.facts().writeDenials().get(context.from().value()));
      if (holds instanceof Verdict.Failed failed) {
        return new StepResult.Failed(failed.findings(), false);
      }
      if (!holds.passed()) {
        return new StepResult.Inconclusive(holds.text());
      }
      if (!context.bothCopies().getAsBoolean()) {
        return new StepResult.Inconclusive("the second copy of the journal is not complete");
      }
      return StepResult.passed(
          JournalCodec.data().put("fence", holds.text()),
          new CutoverEvent.Decided(context.clock().instant()));
    }
  }
}
