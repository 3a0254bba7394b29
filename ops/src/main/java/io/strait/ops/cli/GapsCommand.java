package io.strait.ops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.ExitCode;
import io.strait.ops.view.GapsView;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.GapLedger;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.topology.Link;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait gaps}. */
@Command(
    name = "gaps",
    description = {
      "Shows the gap ledger of links.",
      "Every range that a link's target does not hold as the source held it.",
      "Read from the links' targets; needs no daemon. The ledger only ever grows."
    })
final class GapsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;

  @Option(names = "--link", paramLabel = "LINK", description = "Only this link.")
  private String linkName;

  @Option(names = "--topic", paramLabel = "TOPIC", description = "Only this source topic.")
  private String topic;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--fail-on-loss",
      description = "Exit with 3 if an entry is a loss for good; without it the exit code is 0.")
  private boolean failOnLoss;

  @Override
  public Integer call() {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    List<Link> links = linkName == null ? config.links() : List.of(Links.named(config, linkName));
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    boolean lost = false;
    for (Link link : links) {
      for (Gap gap : gaps(config, link)) {
        all.add(GapsView.json(link, gap));
        lost |= gap.cause().isLoss();
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? all.toPrettyString() + "\n" : GapsView.text(all));
    out.flush();
    return lost && failOnLoss ? ExitCode.FAILED : ExitCode.PASSED;
  }

  private List<Gap> gaps(StraitConfig config, Link link) {
    try (Cluster target = new Cluster(config.cluster(link.target()).copying())) {
      return GapLedger.readIfAny(target, link.name()).stream()
          .filter(gap -> Optional.ofNullable(topic).map(gap.source().topic()::equals).orElse(true))
          .toList();
    }
  }
}
