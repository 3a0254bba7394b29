package io.strait.ops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.twin.Reconcilers;
import io.strait.ops.view.ExitCode;
import io.strait.ops.view.GroupsView;
import io.strait.replicator.sync.group.GroupSurvey;
import io.strait.replicator.topology.Link;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait groups}. */
@Command(
    name = "groups",
    description = {
      "Shows consumer groups on both sides of links.",
      "For each position: where the group stands on the source, where exactly that is on the target",
      "(its image), where the group stands there, and the error in offsets of the target, 0 when",
      "exact; who moved it last, and what keeps it from being written. Writes nothing; needs no",
      "daemon. Exits with 0 if all groups are exact, with 3 if one is not."
    })
final class GroupsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;

  @Option(names = "--link", paramLabel = "LINK", description = "Only this link.")
  private String linkName;

  @Option(names = "--group", paramLabel = "GROUP", description = "Only this group.")
  private String group;

  @Option(
      names = "--partitions",
      description = "List every position, not only those about which something is to be said.")
  private boolean partitions;

  @Option(names = "--json", description = "Print JSON, which lists every position.")
  private boolean json;

  @Override
  public Integer call() {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    List<Link> links = linkName == null ? config.links() : List.of(Links.named(config, linkName));
    ArrayNode views = JsonNodeFactory.instance.arrayNode();
    boolean exact = true;
    boolean found = false;
    for (Link link : links) {
      GroupSurvey survey = survey(config, link);
      found |= !survey.groups().isEmpty();
      exact &=
          survey.groups().stream()
              .flatMap(one -> one.positions().stream())
              .allMatch(GroupSurvey.Position::equal);
      views.add(GroupsView.json(link, survey));
    }
    if (group != null && !found) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "no link keeps a group '"
              + group
              + "': neither side has it with a position on a mirrored topic, or 'twin.groups' or a"
              + " wave leaves it out");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(views.toPrettyString());
    } else {
      views.forEach(view -> out.print(GroupsView.text(view, partitions)));
    }
    out.flush();
    return exact ? ExitCode.PASSED : ExitCode.FAILED;
  }

  private GroupSurvey survey(StraitConfig config, Link link) {
    try (Reconcilers reconcilers = Reconcilers.of(config, link, false, Clock.systemUTC())) {
      GroupSurvey all = reconcilers.groups().survey();
      return group == null
          ? all
          : new GroupSurvey(
              all.groups().stream().filter(one -> one.id().equals(group)).toList(), all.notes());
    }
  }
}
