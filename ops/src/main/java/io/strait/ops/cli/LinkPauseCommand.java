package io.strait.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.ExitCode;
import io.strait.ops.view.FlowText;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.topology.Link;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code strait link pause} and {@code strait link resume} share. */
abstract class LinkPauseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;
  @Mixin private DaemonOptions daemon;

  @Parameters(paramLabel = "LINK", description = "The link.")
  private String name;

  @ArgGroup(multiplicity = "1")
  private Topics topics;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** Which topics. */
  static final class Topics {
    @Option(
        names = "--topic",
        paramLabel = "TOPIC",
        description = "A topic as it is called on the source; may be repeated.")
    private List<String> some;

    @Option(names = "--all", description = "All topics of the link.")
    private boolean all;
  }

  /** The last part of the door's path. */
  abstract String word();

  @Override
  public final Integer call() {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    Link link = Links.named(config, name);
    ObjectNode wanted = new JsonMapper().createObjectNode();
    List<String> named = topics.all ? all(link) : topics.some;
    named.forEach(wanted.putArray("topics")::add);
    JsonNode now =
        daemon
            .door(config.serve())
            .ask("POST", "/links/" + link.name() + "/" + word(), wanted.toString());
    spec.commandLine().getOut().print(json ? now.toPrettyString() + "\n" : FlowText.of(now));
    spec.commandLine().getOut().flush();
    return ExitCode.PASSED;
  }

  private static List<String> all(Link link) {
    return link.selection().isOpen() ? List.of(FlowSettings.EVERY_TOPIC) : link.selection().names();
  }

  /** {@code strait link pause}. */
  @Command(
      name = "pause",
      description = {
        "Lets topics of a running link rest until they are resumed, also over a restart.",
        "What was fetched before is still copied. Needs an operator's token (serve.tokens)."
      })
  static final class Pause extends LinkPauseCommand {
    @Override
    String word() {
      return "pause";
    }
  }

  /** {@code strait link resume}. */
  @Command(
      name = "resume",
      description = "Lets paused topics go on. Needs an operator's token (serve.tokens).")
  static final class Resume extends LinkPauseCommand {
    @Override
    String word() {
      return "resume";
    }
  }
}
