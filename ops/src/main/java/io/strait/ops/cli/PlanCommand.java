package io.strait.ops.cli;

import io.strait.ops.config.OldBrokers;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.twin.Reconcilers;
import io.strait.ops.twin.TwinPass;
import io.strait.ops.view.TwinReport;
import io.strait.replicator.topology.Link;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait plan}. */
@Command(
    name = "plan",
    description = {
      "Shows in what links' targets differ from their sources.",
      "Topics and configurations, ACLs, quotas, SCRAM users, group positions and schemas.",
      "Writes nothing, but for a scratch subject in a registry that is tried for ids of our choice",
      "the first time, and removed again; needs no daemon. Each difference is one of: to apply ('strait link apply'",
      "closes it), drift (somebody else changed the target), staged (waits for the promotion),",
      "blocked (not now), manual (only a person can) or refused (never). Exits with 0 if there is",
      "none but staged ones, with 3 if there are or an aspect could not be compared, and with 2 if",
      "nothing could be."
    })
final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;
  @Mixin private AspectOption aspects;
  @Mixin private TwinOutput output;

  @Option(names = "--link", paramLabel = "LINK", description = "Only this link.")
  private String linkName;

  @Override
  public Integer call() {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    List<Link> links = linkName == null ? config.links() : List.of(Links.named(config, linkName));
    List<TwinReport> reports = links.stream().map(link -> report(config, link)).toList();
    String apply =
        reports.stream()
            .filter(report -> report.aspects().stream().anyMatch(one -> !one.toApply().isEmpty()))
            .map(report -> "next: strait link apply " + report.link().name())
            .collect(Collectors.joining("\n"));
    return output.show(spec.commandLine().getOut(), reports, apply);
  }

  private TwinReport report(StraitConfig config, Link link) {
    try (Reconcilers reconcilers = Reconcilers.of(config, link, false, Clock.systemUTC())) {
      TwinPass pass = new TwinPass(reconcilers);
      return new TwinReport(
          link,
          OldBrokers.notes(config, link),
          aspects.of(reconcilers.aspects()).stream().map(pass::plan).toList());
    }
  }
}
