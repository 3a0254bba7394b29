package io.strait.ops.cli;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.Renaming;
import io.strait.replicator.topology.TopicSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds what an operator names. */
final class Links {
  private Links() {}

  /** What it mirrors and under which names, in one line. */
  static String topics(Link link) {
    TopicSelection selection = link.selection();
    List<String> parts = new ArrayList<>();
    if (!selection.names().isEmpty()) {
      parts.add(String.join(", ", selection.names()));
    }
    if (selection.isOpen()) {
      parts.add(selection.filter().text());
    }
    if (selection.named().stream().anyMatch(topic -> !topic.source().equals(topic.target()))
        || selection.isOpen() && !selection.naming().equals(Renaming.none())) {
      parts.add("renamed: " + selection.naming().text());
    }
    return String.join("; ", parts);
  }

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
