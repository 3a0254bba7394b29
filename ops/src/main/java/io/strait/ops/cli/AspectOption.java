package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import io.strait.replicator.sync.Aspect;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option that names aspects of a twin. */
final class AspectOption {
  @Option(
      names = "--aspect",
      paramLabel = "ASPECT",
      split = ",",
      description =
          "Only these: topics, acls, quotas, users, groups, schemas (default: all that can be).")
  private List<String> names = List.of();

  /** Those that were named; where none was, those that there are. */
  Set<Aspect> of(Set<Aspect> available) {
    Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
    names.forEach(name -> aspects.add(aspect(name)));
    if (aspects.isEmpty()) {
      aspects.addAll(available);
    }
    return aspects;
  }

  private static Aspect aspect(String name) {
    return Aspect.of(name)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE_OR_CONFIG,
                    "there is no aspect '"
                        + name
                        + "'; aspects are: "
                        + Arrays.stream(Aspect.values())
                            .map(Aspect::text)
                            .collect(Collectors.joining(", "))));
  }
}
