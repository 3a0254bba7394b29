package io.strait.migrator.gate;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The questions about the feeding link. */
public final class LinkGates {
  private static final String UNKNOWN =
      "the partitions of the wave's topics could not be read from both clusters";

  private LinkGates() {}

  /** Whether the link runs in this process and every partition copies. */
  public static Verdict healthy(Situation situation) {
    if (situation.feed().isEmpty()) {
      return new Verdict.Inconclusive("the link does not run in this process");
    }
    Verdict healthy = healthy(situation.feed().get());
    return healthy.passed() ? complete(situation.ends(), situation.feed().get()) : healthy;
  }

  /**
   * Whether the link knows every partition that its topics have on the source cluster, and how far
   * each is. What the link does not list, nobody would compare.
   */
  public static Verdict complete(Optional<LogEnds> ends, LinkProgress progress) {
    if (ends.isEmpty()) {
      return new Verdict.Inconclusive(UNKNOWN);
    }
    Set<TopicPartition> missing = new HashSet<>(ends.get().source().keySet());
    for (PartitionProgress partition : progress.partitions()) {
      if (partition.copiedTo() >= 0) {
        missing.remove(partition.source());
      }
    }
    int all = ends.get().source().size();
    if (missing.isEmpty() && all > 0) {
      return new Verdict.Passed("all " + all + " partitions of the wave's topics copying");
    }
    return new Verdict.Inconclusive(
        "only "
            + (all - missing.size())
            + " of the "
            + all
            + " partitions of the wave's topics are copied by the link; missing are those of "
            + missing.stream().map(TopicPartition::topic).distinct().sorted().toList());
  }

  /** Whether a target partition ends later than its source: the link cannot have written that. */
  static Verdict foreign(Situation situation) {
    return situation.feed().isEmpty()
        ? new Verdict.Inconclusive("the link does not run in this process")
        : foreign(situation.ends(), situation.feed().get());
  }

  /** The same of a link's progress. */
  public static Verdict foreign(Optional<LogEnds> ends, LinkProgress progress) {
    if (ends.isEmpty()) {
      return new Verdict.Inconclusive(UNKNOWN);
    }
    List<String> findings = new ArrayList<>();
    for (PartitionProgress partition : progress.partitions()) {
      long own = ends.get().source().getOrDefault(partition.source(), 0L);
      long copy = ends.get().target().getOrDefault(partition.target(), 0L);
      if (copy > own) {
        findings.add(foreign(copy - own, partition.target()));
      }
    }
    return findings.isEmpty()
        ? new Verdict.Passed("no foreign records on the target")
        : new Verdict.Failed(findings);
  }

  /** The finding's words. */
  public static String foreign(long records, TopicPartition partition) {
    return "FOREIGN on target: "
        + records
        + " records in partition "
        + partition
        + " that the link did not copy; find who wrote them, then re-create the mirror topic";
  }

  /**
   * What of a link does not pass by itself: a problem for a human, a halted partition or a refused
   * topic.
   */
  public static Optional<String> stuck(LinkProgress progress) {
    if (progress.problem().filter(LinkGates::needsHuman).isPresent()) {
      return progress.problem();
    }
    boolean halted =
        progress.partitions().stream().anyMatch(one -> one.state() == PartitionState.HALTED);
    return halted || !progress.refused().isEmpty()
        ? Optional.of(healthy(progress).text())
        : Optional.empty();
  }

  private static boolean needsHuman(String problem) {
    return problem.startsWith(FaultKind.NEEDS_HUMAN.name());
  }

  /**
   * Whether every partition of the link copies. Failed only if one has halted, one's offsets are
   * not those of the source, or the link needs a human: any other problem may pass by itself, as a
   * leader that is not known yet does in the first moments of a link.
   */
  public static Verdict healthy(LinkProgress progress) {
    List<String> halted = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    progress.problem().ifPresent(problem -> (needsHuman(problem) ? halted : waiting).add(problem));
    progress.refused().forEach(topic -> halted.add(topic.toString()));
    for (PartitionProgress partition : progress.partitions()) {
      boolean stopped = partition.state() == PartitionState.HALTED;
      partition
          .problem()
          .or(() -> stopped ? Optional.of("halted") : Optional.empty())
          .map(problem -> partition.source() + ": " + problem)
          .ifPresent(stopped ? halted::add : waiting::add);
      unfit(partition).ifPresent(halted::add);
      if (partition.state() == PartitionState.PAUSED) {
        waiting.add(partition.source() + ": paused by an operator; 'strait link resume' ends it");
      }
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

  /** A wave moves groups to the offsets that they have, which must name the same records. */
  private static Optional<String> unfit(PartitionProgress partition) {
    return partition.mode() == OffsetMode.MAPPED
        ? Optional.of(
            partition.source()
                + ": offsets differ on the two sides ("
                + partition.modeReason()
                + "), so groups cannot go on at the positions they have; re-create the mirror topic")
        : Optional.empty();
  }

  /** Whether the link's lag is known and within the budget. */
  public static Verdict lag(Situation situation) {
    if (situation.feed().isEmpty()) {
      return new Verdict.Inconclusive("the link does not run in this process");
    }
    Verdict complete = complete(situation.ends(), situation.feed().get());
    if (!complete.passed()) {
      return complete;
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
