package io.strait.ops.twin;

import io.strait.migrator.gate.Verdict;
import io.strait.migrator.step.WriterGrants;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.AspectReport;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.topology.Link;
import java.time.Clock;
import java.util.List;

/**
 * What links whose ACLs are kept ({@code twin.keep}) hold back until a wave's switch. Other links'
 * ACLs are the operators' own: nothing is asked or made for them. Any thread.
 */
public final class HeldGrants implements WriterGrants {
  private final StraitConfig config;
  private final Clock clock;

  /** Connects to nothing before it is asked. */
  public HeldGrants(StraitConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  @Override
  public List<String> heldBack(Link link) {
    if (!keepsAcls(link)) {
      return List.of();
    }
    try (Reconcilers reconcilers = Reconcilers.of(config, link, true, clock)) {
      return new TwinPass(reconcilers)
          .plan(Aspect.ACLS).toApply().stream().map(Difference::resource).toList();
    }
  }

  @Override
  public Verdict give(Link link) {
    if (!keepsAcls(link)) {
      return new Verdict.Passed("the link's ACLs are not kept (twin.keep)");
    }
    try (Reconcilers reconcilers = Reconcilers.of(config, link, true, clock)) {
      AspectReport report = new TwinPass(reconcilers).apply(Aspect.ACLS);
      // Nobody is held yet: it may be mended while the switch waits.
      if (report.error().isPresent()) {
        return new Verdict.Inconclusive("ACLs: " + report.error().get());
      }
      if (!report.failed().isEmpty()) {
        Outcome first = report.failed().get(0);
        return new Verdict.Inconclusive(
            report.failed().size()
                + " ACLs cannot be made, first "
                + first.difference().resource()
                + ": "
                + first.message());
      }
      return report.toApply().isEmpty()
          ? new Verdict.Passed(report.outcomes().size() + " made")
          : new Verdict.Inconclusive(report.toApply().size() + " are not made yet");
    }
  }

  private boolean keepsAcls(Link link) {
    return config.settings(link.name()).twin().keep().contains(Aspect.ACLS);
  }
}
