package io.strait.ops.cli;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.metrics.AlertRules;
import io.strait.ops.metrics.SloRules;
import io.strait.ops.view.ExitCode;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait metrics}. */
@Command(
    name = "metrics",
    description = "Helps to watch Strait.",
    subcommands = {MetricsCommand.Alerts.class, MetricsCommand.Rules.class})
final class MetricsCommand extends CommandGroup {

  /** {@code strait metrics rules}. */
  @Command(
      name = "rules",
      description = {
        "Prints rules for Prometheus that are made from the objectives.",
        "Recording and alert rules from 'objectives:' of the configuration: burn rates over two windows",
        "each, absence, spent budgets. Store them and name them in rule_files, beside those of 'strait metrics alerts'."
      })
  static final class Rules implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;

    @Override
    public Integer call() {
      StraitConfig config = configFile.load(spec.commandLine().getErr());
      spec.commandLine().getOut().print(SloRules.text(config));
      spec.commandLine().getOut().flush();
      return ExitCode.PASSED;
    }
  }

  /** {@code strait metrics alerts}. */
  @Command(
      name = "alerts",
      description = "Prints alert rules for Prometheus; store them and name them in rule_files.")
  static final class Alerts implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--runbook-base",
        paramLabel = "URL",
        description =
            "Where the folder 'runbooks' can be read, such as https://wiki.example.org/strait; stands"
                + " before the link of every alert (default: nothing).")
    private String base;

    @Override
    public Integer call() {
      String text =
          Optional.ofNullable(base)
              .map(one -> AlertRules.text(address(one)))
              .orElseGet(AlertRules::text);
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return ExitCode.PASSED;
    }

    private static String address(String text) {
      try {
        URI uri = URI.create(text);
        if (uri.isAbsolute() && uri.getRawUserInfo() == null) {
          return text.replaceAll("/+$", "");
        }
      } catch (IllegalArgumentException e) {
        // The same answer as to an address that is not absolute.
      }
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "--runbook-base '"
              + text
              + "' is no absolute address without a password; write one such as"
              + " https://wiki.example.org/strait");
    }
  }
}
