package io.strait.migrator.gate;

import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import java.util.ArrayList;
import java.util.List;

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

  /** Whether every partition of the link copies. */
  public static Verdict healthy(LinkProgress progress) {
    List<String> problems = new ArrayList<>();
    progress.problem().ifPresent(problems::add);
    for (PartitionProgress partition : progress.partitions()) {
      partition.problem().ifPresent(problem -> problems.add(partition.source() + ": " + problem));
      if (partition.state() == PartitionState.HALTED && partition.problem().isEmpty()) {
        problems.add(partition.source() + ": halted");
      }
    }
    if (!problems.isEmpty()) {
      return new Verdict.Failed(problems);
    }
    if (!progress.owner()) {
      return new Verdict.Inconclusive("this process does not hold the link's lease yet");
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
