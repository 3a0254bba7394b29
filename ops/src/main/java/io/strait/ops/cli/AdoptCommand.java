package io.strait.ops.cli;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.mirrormaker.AdoptionText;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.mirror.adopt.Adoption;
import io.strait.replicator.mirror.adopt.AdoptionPlan;
import io.strait.replicator.mirror.adopt.AdoptionProof;
import io.strait.replicator.mirror.adopt.AdoptionRules;
import io.strait.replicator.topology.Link;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait mm2 adopt}. */
@Command(
    name = "adopt",
    description = {
      "Takes the mirrors of a stopped MirrorMaker 2 over, with nothing copied again.",
      "Compares both sides record by record, writes the link's map of offsets down, reads it back",
      "and compares once more by it. Refuses while MirrorMaker 2 runs, while the link runs, and",
      "where the mirror holds what the source does not. Exit code 3: refused, or not proved."
    })
final class AdoptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;
  @Mixin private PlacesOptions places;

  @Option(names = "--link", required = true, paramLabel = "LINK", description = "Who takes over.")
  private String name;

  @Option(names = "--dry-run", description = "Compare and print; write nothing.")
  private boolean dryRun;

  /** How far back is compared. */
  enum Prove {
    tail,
    full
  }

  @Option(
      names = "--prove",
      paramLabel = "full|tail",
      defaultValue = "full",
      description = {
        "full: both logs from their beginnings, so that every offset translates exactly (default).",
        "tail: from the newest pair of offsets on that MirrorMaker 2 wrote down before the oldest",
        "position of any group; offsets before that are not translated."
      })
  private Prove prove;

  @Option(
      names = "--accept-missing",
      description = "Go on although MirrorMaker 2 has left records out; they stay left out.")
  private boolean acceptMissing;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    Link link = Links.named(config, name);
    AdoptionRules rules = new AdoptionRules(prove == Prove.full, acceptMissing, places.patience());
    try (Cluster source = new Cluster(config.cluster(link.source()).copying());
        Cluster target = new Cluster(config.cluster(link.target()).copying())) {
      Adoption adoption =
          new Adoption(
              link,
              source,
              target,
              places.of(link, config.settings(link.name()).mirrorMaker()),
              rules);
      AdoptionPlan plan = adoption.plan();
      Optional<AdoptionProof> proof =
          dryRun || !plan.isPossible() ? Optional.empty() : Optional.of(adoption.adopt(plan));
      print(plan, proof);
      return plan.isPossible() && proof.map(AdoptionProof::holds).orElse(true)
          ? ExitCode.PASSED
          : ExitCode.FAILED;
    } catch (IllegalStateException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }

  private void print(AdoptionPlan plan, Optional<AdoptionProof> proof) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(AdoptionText.json(plan, proof).toPrettyString() + "\n");
    } else {
      out.print(AdoptionText.text(plan));
      proof.ifPresent(
          found -> {
            found.differences().forEach(out::println);
            out.println(
                found.holds()
                    ? "Taken over. Proved: "
                        + found.records()
                        + " records compared by the stored maps, all equal. Start the link: strait"
                        + " serve"
                    : "NOT proved; do not start the link");
          });
      if (proof.isEmpty()) {
        out.println(plan.isPossible() ? "Nothing was written." : "Refused; nothing was written.");
      }
    }
    out.flush();
  }
}
