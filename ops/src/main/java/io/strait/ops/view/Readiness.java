package io.strait.ops.view;

import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a daemon does its work, and if not, why.
 *
 * @param reasons one sentence each; empty when ready
 */
public record Readiness(List<String> reasons) {
  /** Keeps a copy. */
  public Readiness {
    reasons = List.copyOf(reasons);
  }

  /**
   * Ready means: nothing keeps a link or a wave from running, no topic is refused and no partition
   * is halted. A standby, whose links another daemon owns, is ready: it would take over.
   */
  public static Readiness of(DaemonStatus status) {
    List<String> reasons = new ArrayList<>(status.problems());
    for (LinkProgress link : status.links()) {
      link.problem()
          .ifPresent(problem -> reasons.add("link '" + link.link().name() + "': " + problem));
      link.refused().forEach(topic -> reasons.add("link '" + link.link().name() + "': " + topic));
      link.partitions().stream()
          .filter(partition -> partition.state() == PartitionState.HALTED)
          .forEach(partition -> reasons.add(halted(link, partition)));
    }
    return new Readiness(reasons);
  }

  /** Whether there is no reason against it. */
  public boolean ready() {
    return reasons.isEmpty();
  }

  private static String halted(LinkProgress link, PartitionProgress partition) {
    return "link '"
        + link.link().name()
        + "': partition "
        + partition.target()
        + " is halted: "
        + partition.problem().orElse("no reason is known");
  }
}
