package io.strait.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.flow.ByteSize;
import io.strait.ops.view.ExitCode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code strait memory}. */
@Command(
    name = "memory",
    description = {
      "Shows or changes how much fetched data a daemon's links may hold together.",
      "Holds until the daemon ends; serve.memory is the limit that it starts with."
    })
final class MemoryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;
  @Mixin private DaemonOptions daemon;

  @Option(names = "--limit", paramLabel = "SIZE", description = "32MiB to 160MiB.")
  private String limit;

  @Override
  public Integer call() {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    DaemonDoor door = daemon.door(config.serve());
    JsonNode now =
        limit == null ? door.ask("GET", "/memory", "") : door.ask("PUT", "/memory", body());
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "limit %s, used %,d bytes%n",
            now.get("limit").asText(),
            now.get("used_bytes").asLong());
    return ExitCode.PASSED;
  }

  private String body() {
    try {
      ByteSize.parse(limit);
      return new JsonMapper().createObjectNode().put("limit", limit).toString();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "Option --limit " + e.getMessage());
    }
  }
}
