package io.strait.ops.cli;

import io.strait.ops.metrics.AlertRules;
import io.strait.ops.view.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code strait metrics}. */
@Command(
    name = "metrics",
    description = "Helps to watch Strait.",
    subcommands = MetricsCommand.Alerts.class)
final class MetricsCommand extends CommandGroup {

  /** {@code strait metrics alerts}. */
  @Command(
      name = "alerts",
      description = "Prints alert rules for Prometheus; store them and name them in rule_files.")
  static final class Alerts implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      spec.commandLine().getOut().print(AlertRules.text());
      spec.commandLine().getOut().flush();
      return ExitCode.PASSED;
    }
  }
}
