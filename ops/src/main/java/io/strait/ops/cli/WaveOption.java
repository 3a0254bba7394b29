package io.strait.ops.cli;

import io.strait.migrator.plan.Wave;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.ExitCode;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option that names the wave; not needed when there is only one. */
final class WaveOption {
  @Option(
      names = "--wave",
      paramLabel = "NAME",
      description = "The wave (default: the only one of the configuration).")
  private String name;

  Wave in(StraitConfig config) {
    if (name == null && config.waves().size() == 1) {
      return config.waves().get(0);
    }
    String known = config.waves().stream().map(Wave::name).collect(Collectors.joining(", "));
    if (name == null) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          known.isEmpty()
              ? "the configuration has no waves; add one under 'waves:'"
              : "several waves: name one with --wave: " + known);
    }
    return config
        .wave(name)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE_OR_CONFIG,
                    "there is no wave '" + name + "' in the configuration; waves are: " + known));
  }
}
