package io.strait.migrator.step;

import io.strait.migrator.gate.LinkGates;
import io.strait.migrator.gate.LogEnds;
import io.strait.migrator.gate.Verdict;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.topology.Link;
import java.util.Optional;

/** Holds what a link says of itself against what the clusters say of the wave. */
final class LinkCheck {
  private LinkCheck() {}

  /** Whether the link copies every partition of the wave and its target holds nothing else. */
  static Verdict whole(StepContext context, Link link, LinkProgress progress) {
    Optional<LogEnds> ends = context.ports().logs().across(link);
    Verdict complete = LinkGates.complete(ends, progress);
    return complete.passed() ? LinkGates.foreign(ends, progress) : complete;
  }

  /** A verdict that has not passed as a step's result; what failed is not waited for. */
  static StepResult result(Verdict verdict) {
    return verdict instanceof Verdict.Failed failed
        ? new StepResult.Failed(failed.findings(), false)
        : new StepResult.Inconclusive(verdict.text());
  }
}
