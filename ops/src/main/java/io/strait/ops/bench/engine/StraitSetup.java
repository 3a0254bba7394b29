package io.strait.ops.bench.engine;

import io.strait.ops.bench.host.Program;
import io.strait.ops.bench.lab.Side;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Strait as an operator runs it: {@code strait link run} with a {@code strait.yaml} that names the
 * clusters and the topics. No option is set, for any aim; the JVM is told what {@code ./strait}
 * tells it.
 */
final class StraitSetup {
  private StraitSetup() {}

  static Program.Order order(Assignment assignment, ClassPaths classPaths) {
    Path config = Engines.write(assignment, ".yaml", yaml(assignment));
    return new Program.Order(
        "Strait",
        classPaths.product().flags(),
        classPaths.strait(),
        List.of(
            "io.strait.ops.cli.Strait",
            "link",
            "run",
            assignment.run(),
            "--config",
            config.toString()),
        Map.of("STRAIT_LOG", "INFO"));
  }

  private static String yaml(Assignment assignment) {
    return "version: 1\nclusters:\n"
        + cluster(assignment, assignment.source())
        + cluster(assignment, assignment.target())
        + "links:\n  - name: %s\n    source: %s\n    target: %s\n    topics: %s\n"
            .formatted(
                assignment.run(),
                assignment.source().alias(),
                assignment.target().alias(),
                assignment.topics());
  }

  private static String cluster(Assignment assignment, Side side) {
    Path secrets =
        Engines.write(
            assignment, "-" + side.alias() + ".properties", PropertiesText.of(side.properties()));
    StringBuilder text =
        new StringBuilder(
            "  %s:\n    bootstrap: %s\n    properties:\n"
                .formatted(side.alias(), side.bootstrap()));
    side.properties()
        .keySet()
        .forEach(key -> text.append("      %s: '${file:%s:%s}'\n".formatted(key, secrets, key)));
    return text.toString();
  }
}
