package io.strait.ops.cli;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.topology.Link;
import java.util.stream.Collectors;

/** Finds what an operator names. */
final class Links {
  private Links() {}

  /** The link of that name, or a failure that lists those there are. */
  static Link named(StraitConfig config, String name) {
    return config.links().stream()
        .filter(link -> link.name().value().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE_OR_CONFIG,
                    "there is no link '"
                        + name
                        + "' in the configuration; links are: "
                        + config.links().stream()
                            .map(link -> link.name().value())
                            .collect(Collectors.joining(", "))));
  }
}
