package io.strait.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.ExitCode;
import io.strait.ops.view.SloText;
import io.strait.validator.slo.ActionKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait slo}. */
@Command(
    name = "slo",
    description = {
      "Shows what is promised about links and how it is kept.",
      "Objectives, what was measured, the error budget that is left, how fast it burns, what is done",
      "about it and who has lifted that. Asks a running daemon of this configuration."
    },
    subcommands = {SloCommand.GrantCommand.class, SloCommand.Revoke.class})
final class SloCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;
  @Mixin private DaemonOptions daemon;

  @Option(names = "--link", paramLabel = "LINK", description = "Only this link.")
  private String link;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--fail-on-page",
      description =
          "Exit with 3 if a budget burns fast enough for a page, else with 4 if that is not known of"
              + " any.")
  private boolean failOnPage;

  @Override
  public Integer call() {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    ArrayNode all = (ArrayNode) daemon.door(config.serve()).ask("GET", "/slo", "");
    if (link != null) {
      String wanted = Links.named(config, link).name().value();
      for (Iterator<JsonNode> one = all.iterator(); one.hasNext(); ) {
        if (!one.next().get("link").asText().equals(wanted)) {
          one.remove();
        }
      }
    }
    spec.commandLine().getOut().print(json ? all.toPrettyString() + "\n" : SloText.of(all));
    spec.commandLine().getOut().flush();
    return failOnPage ? judged(all) : ExitCode.PASSED;
  }

  private static int judged(ArrayNode all) {
    boolean page = false;
    boolean known = false;
    for (JsonNode level : all.findValues("level")) {
      page |= level.asText().equals("page");
      known |= !level.asText().equals("unknown");
    }
    return page ? ExitCode.FAILED : known ? ExitCode.PASSED : ExitCode.INCONCLUSIVE;
  }

  /** {@code strait slo grant}. */
  @Command(
      name = "grant",
      description = {
        "Lifts an action of the error budget for a while.",
        "In every daemon and over restarts; logged and shown with who, why and until when; ends by",
        "itself. Needs an operator's token (serve.tokens)."
      })
  static final class GrantCommand implements Callable<Integer> {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smhd])");

    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;
    @Mixin private DaemonOptions daemon;

    @Option(names = "--link", paramLabel = "LINK", required = true, description = "The link.")
    private String link;

    @Option(
        names = "--action",
        paramLabel = "ACTION",
        required = true,
        description = "refuse-waves, pause-bulk or slow-verifier.")
    private String action;

    @Option(
        names = "--for",
        paramLabel = "TIME",
        required = true,
        description = "How long, such as 30m or 2h; at most 7d.")
    private String time;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      StraitConfig config = configFile.load(spec.commandLine().getErr());
      ObjectNode wanted = new JsonMapper().createObjectNode();
      wanted.put("action", kind().word()).put("seconds", seconds()).put("reason", reason);
      JsonNode grant =
          daemon
              .door(config.serve())
              .ask(
                  "POST",
                  "/slo/" + Links.named(config, link).name() + "/grants",
                  wanted.toString());
      spec.commandLine()
          .getOut()
          .print(json ? grant.toPrettyString() + "\n" : SloText.grant(grant) + "\n");
      spec.commandLine().getOut().flush();
      return ExitCode.PASSED;
    }

    private ActionKind kind() {
      return ActionKind.of(action)
          .orElseThrow(
              () ->
                  new CommandFailure(
                      ExitCode.USAGE_OR_CONFIG,
                      "--action is '"
                          + action
                          + "', but must be one of "
                          + Arrays.stream(ActionKind.values()).map(ActionKind::word).toList()));
    }

    private long seconds() {
      Matcher matcher = TIME.matcher(time);
      if (!matcher.matches()) {
        throw new CommandFailure(
            ExitCode.USAGE_OR_CONFIG,
            "--for is '" + time + "', which is no time; write a number and a unit, such as 30m");
      }
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2).charAt(0)) {
        case 's' -> number;
        case 'm' -> Duration.ofMinutes(number).toSeconds();
        case 'h' -> Duration.ofHours(number).toSeconds();
        default -> Duration.ofDays(number).toSeconds();
      };
    }
  }

  /** {@code strait slo revoke}. */
  @Command(
      name = "revoke",
      description = "Ends a grant before its time. Needs an operator's token (serve.tokens).")
  static final class Revoke implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;
    @Mixin private DaemonOptions daemon;

    @Option(names = "--link", paramLabel = "LINK", required = true, description = "The link.")
    private String link;

    @Option(
        names = "--grant",
        paramLabel = "ID",
        required = true,
        description = "Its id, as 'strait slo' shows it.")
    private String id;

    @Override
    public Integer call() {
      StraitConfig config = configFile.load(spec.commandLine().getErr());
      String path = "/slo/" + Links.named(config, link).name() + "/grants/" + checked(id);
      daemon.door(config.serve()).ask("DELETE", path, "");
      spec.commandLine().getOut().println("revoked " + id);
      return ExitCode.PASSED;
    }

    private static String checked(String id) {
      return Optional.of(id)
          .filter(one -> one.matches("[a-z0-9]{1,32}"))
          .orElseThrow(
              () ->
                  new CommandFailure(
                      ExitCode.USAGE_OR_CONFIG, "--grant is '" + id + "', which is no grant's id"));
    }
  }
}
