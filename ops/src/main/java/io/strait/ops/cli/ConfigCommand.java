package io.strait.ops.cli;

import io.strait.ops.config.ClusterCheck;
import io.strait.ops.config.ConfigException;
import io.strait.ops.config.ConfigProblem;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait config}. */
@Command(
    name = "config",
    description = "Works on the configuration.",
    subcommands = ConfigCommand.Check.class)
final class ConfigCommand extends CommandGroup {

  /** {@code strait config check}. */
  @Command(
      name = "check",
      description = {
        "Reports all that is wrong with the configuration at once.",
        "Connects to every cluster with every credential. Changes nothing."
      })
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;

    @Option(names = "--offline", description = "Only read the file; connect to nothing.")
    private boolean offline;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      StraitConfig config = configFile.load(spec.commandLine().getErr());
      if (!offline) {
        List<ConfigProblem> problems = ClusterCheck.of(config);
        if (problems.stream().anyMatch(ConfigProblem::isError)) {
          throw new ConfigException(problems);
        }
        problems.forEach(out::println);
      }
      out.println(
          configFile.file()
              + " is good: "
              + config.clusters().size()
              + " clusters, "
              + config.links().size()
              + " links, "
              + config.waves().size()
              + " waves"
              + (offline
                  ? " (not connected)"
                  : "; every cluster answers and allows what is needed"));
      return ExitCode.PASSED;
    }
  }
}
