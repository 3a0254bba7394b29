package io.strait.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.flow.ByteRate;
import io.strait.ops.view.ExitCode;
import io.strait.ops.view.FlowText;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code strait link flow}. */
@Command(
    name = "flow",
    description = {
      "Shows how fast a running link may go, or changes it at once.",
      "A change is kept on the link's target: it holds in every daemon of the configuration, also",
      "after a restart, until it is changed again or --reset.",
      "Changing needs an operator's token (serve.tokens)."
    })
final class LinkFlowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;
  @Mixin private DaemonOptions daemon;

  @Parameters(paramLabel = "LINK", description = "The link.")
  private String link;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "The limit: 50MiB/s, 512KiB/s, 1GiB/s or unlimited.")
  private String rate;

  @Option(
      names = "--class",
      paramLabel = "CLASS=TOPICS",
      description = {
        "Topics of a priority class, separated by commas: --class critical=orders,bills",
        "--class bulk=archive. Replaces all classes; topics that no class names are normal."
      })
  private Map<String, String> classes;

  @Option(
      names = "--weight",
      paramLabel = "CLASS=WEIGHT",
      description = "Weight of a class, 1 to 1000 (defaults: critical 16, normal 4, bulk 1).")
  private Map<String, Integer> weights;

  @Option(names = "--reset", description = "Forget what operators decided, pauses included.")
  private boolean reset;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    String path = "/links/" + Links.named(config, link).name() + "/flow";
    ObjectNode wanted = wanted();
    if (reset && !wanted.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--reset goes back to the configuration; it cannot stand with others");
    }
    DaemonDoor door = daemon.door(config.serve());
    JsonNode now =
        reset
            ? door.ask("DELETE", path, "")
            : wanted.isEmpty()
                ? door.ask("GET", path, "")
                : door.ask("PUT", path, wanted.toString());
    spec.commandLine().getOut().print(json ? now.toPrettyString() + "\n" : FlowText.of(now));
    spec.commandLine().getOut().flush();
    return ExitCode.PASSED;
  }

  private ObjectNode wanted() {
    ObjectNode wanted = new JsonMapper().createObjectNode();
    if (rate != null) {
      wanted.put("rate", checked(rate));
    }
    if (classes != null) {
      ObjectNode group = wanted.putObject("classes");
      classes.forEach(
          (name, topics) -> Arrays.stream(topics.split(",")).forEach(group.withArray(name)::add));
    }
    if (weights != null) {
      weights.forEach(wanted.putObject("weights")::put);
    }
    return wanted;
  }

  private String checked(String text) {
    try {
      ByteRate.parse(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "Option --rate " + e.getMessage());
    }
  }
}
