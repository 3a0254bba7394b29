package io.strait.ops.cli;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.twin.Reconcilers;
import io.strait.ops.twin.TwinPass;
import io.strait.ops.view.AspectReport;
import io.strait.ops.view.TwinReport;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.topology.Link;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code strait link apply}. */
@Command(
    name = "apply",
    description = {
      "Makes a link's target the twin of its source.",
      "Closes what 'strait plan' says it can.",
      "Applies only what differs, goes on after a failure with the rest, compares again and shows",
      "what is left. Safe to repeat, also while a daemon keeps the same link. Exits with 0 if",
      "nothing is left but staged permissions, with 3 if something is or an aspect could not be",
      "compared, and with 2 if nothing could be."
    })
final class LinkApplyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;
  @Mixin private AspectOption aspects;
  @Mixin private TwinOutput output;

  @Parameters(paramLabel = "LINK", description = "The link.")
  private String name;

  @Option(names = "--dry-run", description = "Only show what would be applied.")
  private boolean dryRun;

  @Option(
      names = "--arm",
      description =
          "Make permissions to write, too, which are staged until the target is promoted; a wave's"
              + " switch arms them by itself.")
  private boolean arm;

  @Option(
      names = "--confirm-delete",
      description =
          "Delete mirrors whose source topic is gone without waiting for twin.topics.grace; only"
              + " with twin.topics.delete: delete.")
  private boolean confirmDelete;

  @Override
  public Integer call() {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    Link link = Links.named(config, name);
    List<AspectReport> reports = new ArrayList<>();
    try (Reconcilers reconcilers =
        Reconcilers.of(config, link, arm, confirmDelete, Clock.systemUTC())) {
      TwinPass pass = new TwinPass(reconcilers);
      for (Aspect aspect : aspects.of(reconcilers.aspects())) {
        reports.add(dryRun ? pass.plan(aspect) : pass.apply(aspect));
      }
    }
    return output.show(spec.commandLine().getOut(), List.of(new TwinReport(link, reports)), "");
  }
}
