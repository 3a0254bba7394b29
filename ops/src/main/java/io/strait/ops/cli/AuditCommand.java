package io.strait.ops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.audit.StoredAudit;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.AuditView;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.topology.Link;
import io.strait.validator.audit.AuditSnapshot;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code strait audit}. */
@Command(
    name = "audit",
    description = {
      "Shows what the daemons' continuous audit has found.",
      "Read from the topics strait.audit.<link> on the links' targets; needs no daemon.",
      "Exit code 3 when something differs, 4 when something is suspected, was lost before it was",
      "judged or cannot be audited, when nothing was audited yet, or when there is lag and nobody",
      "has looked for 10 times 'every' and the grace."
    },
    subcommands = AuditCommand.Show.class)
final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;

  @Option(
      names = "--link",
      paramLabel = "LINK",
      description = "Only this link (default: all that the configuration audits).")
  private String linkName;

  @Option(names = "--json", description = "Print JSON, with all that is kept.")
  private boolean json;

  @Option(names = "--windows", description = "List windows by event time.")
  private boolean windows;

  @Option(names = "--findings", description = "List confirmed findings with their evidence.")
  private boolean findings;

  @Override
  public Integer call() {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    List<Link> links =
        linkName == null
            ? config.links().stream()
                .filter(link -> config.audit().links().contains(link.name()))
                .toList()
            : List.of(Links.named(config, linkName));
    if (links.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "the configuration audits no link; add 'audit: {}' to audit all of them");
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    int code = ExitCode.PASSED;
    PrintWriter out = spec.commandLine().getOut();
    for (Link link : links) {
      AuditSnapshot stored =
          StoredAudit.of(config, link, spec.commandLine().getErr()::println, Clock.systemUTC());
      ObjectNode one = AuditView.json(link.name(), stored.summary());
      AuditView.details(one, stored);
      all.add(one);
      code = worse(code, code(stored));
      if (!json) {
        out.print(AuditView.text(one));
        out.print(findings ? AuditView.findings(one) : "");
        out.print(windows ? AuditView.windows(one) : "");
      }
    }
    if (json) {
      out.println(all.toPrettyString());
    }
    out.flush();
    return code;
  }

  /** {@code strait audit show}. */
  @Command(
      name = "show",
      description = {
        "Shows all that the audit of one link keeps.",
        "How far each partition is, the ranges that were sealed and what is known of each, windows",
        "and findings."
      })
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigFile configFile;

    @Parameters(paramLabel = "LINK", description = "The link.")
    private String name;

    @Override
    public Integer call() {
      StraitConfig config = configFile.load(spec.commandLine().getErr());
      Link link = Links.named(config, name);
      AuditSnapshot stored =
          StoredAudit.of(config, link, spec.commandLine().getErr()::println, Clock.systemUTC());
      ObjectNode one = AuditView.json(link.name(), stored.summary());
      AuditView.details(one, stored);
      PrintWriter out = spec.commandLine().getOut();
      out.print(AuditView.text(one));
      out.print(AuditView.partitions(one));
      out.print(AuditView.findings(one));
      out.print(AuditView.windows(one));
      out.flush();
      return code(stored);
    }
  }

  private static int code(AuditSnapshot stored) {
    if (stored.summary().findings().keySet().stream().anyMatch(code -> code.isDifference())) {
      return ExitCode.FAILED;
    }
    boolean judged = !stored.positions().isEmpty() && stored.summary().isClean();
    return judged ? ExitCode.PASSED : ExitCode.INCONCLUSIVE;
  }

  /** A difference weighs more than what is not known. */
  private static int worse(int one, int other) {
    return one == ExitCode.FAILED || other == ExitCode.FAILED
        ? ExitCode.FAILED
        : Math.max(one, other);
  }
}
