package io.strait.migrator.gate;

import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The questions about the feeding link. */
public final class LinkGates {
  private LinkGates() {}

  /** Whether the link runs in this process and every partition copies. */
  public static Verdict healthy(Situation situation) {
    if (situation.feed().isEmpty()) {
      return new Verdict.Inconclusive("the link does not run in this process");
    }
    return healthy(situation.feed().get());
  }

  /**
   * Whether every partition of the link copies. Failed only if one has halted: any other problem
   * may pass by itself, as a leader that is not known yet does in the first moments of a link.
   */
  public static Verdict healthy(LinkProgress progress) {
    List<String> halted = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    progress.problem().ifPresent(waiting::add);
    for (PartitionProgress partition : progress.partitions()) {
      boolean stopped = partition.state() == PartitionState.HALTED;
      partition
          .problem()
          .or(() -> stopped ? Optional.of("halted") : Optional.empty())
          .map(problem -> partition.source() + ": " + problem)
          .ifPresent(stopped ? halted::add : waiting::add);
    }
    if (!halted.isEmpty()) {
      return new Verdict.Failed(halted);
    }
    if (!progress.owner()) {
      waiting.add("this process does not hold the link's lease yet");
    }
    if (!waiting.isEmpty()) {
      return new Verdict.Inconclusive(String.join("; ", waiting));
    }
    long running =
        progress.partitions().stream()
            .filter(partition -> partition.state() == PartitionState.RUNNING)
            .count();
    int all = progress.partitions().size();
    return all > 0 && running == all
        ? new Verdict.Passed(all + " partitions copying")
        : new Verdict.Inconclusive(running + " of " + all + " partitions copying");
  }

  /** Whether the link's lag is known and within the budget. */
  public static Verdict lag(Situation situation) {
    if (situation.feed().isEmpty()) {
      return new Verdict.Inconclusive("the link does not run in this process");
    }
    long lag = situation.feed().get().lag();
    long most = situation.budgets().maxLag();
    if (lag < 0) {
      return new Verdict.Inconclusive("the lag is not known yet");
    }
    return lag <= most
        ? new Verdict.Passed("lag " + lag + " of at most " + most + " records")
        : new Verdict.Inconclusive("lag " + lag + " is above the limit of " + most + " records");
  }
}
