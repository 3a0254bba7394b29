package io.strait.ops.cli;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.mirrormaker.AdoptionText;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.mirror.adopt.HandBack;
import io.strait.replicator.topology.Link;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code strait mm2 handback}. */
@Command(
    name = "handback",
    description = {
      "Gives the mirrors of a stopped link back to MirrorMaker 2.",
      "Writes into Kafka Connect's offsets what was copied last, so that a MirrorMaker 2 that is",
      "started then goes on behind it: nothing again, nothing left out.",
      "Do not start the link again before 'strait mm2 adopt'."
    })
final class HandBackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigFile configFile;
  @Mixin private PlacesOptions places;

  @Option(names = "--link", required = true, paramLabel = "LINK", description = "Who gives up.")
  private String name;

  @Option(names = "--dry-run", description = "Look and print; write nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    Link link = Links.named(config, name);
    try (Cluster source = new Cluster(config.cluster(link.source()).copying());
        Cluster target = new Cluster(config.cluster(link.target()).copying())) {
      List<HandBack.Handed> handed =
          new HandBack(
                  link,
                  source,
                  target,
                  places.of(link, config.settings(link.name()).mirrorMaker()),
                  places.patience())
              .run(dryRun);
      PrintWriter out = spec.commandLine().getOut();
      out.print(
          json ? AdoptionText.json(handed).toPrettyString() + "\n" : AdoptionText.text(handed));
      out.flush();
      return ExitCode.PASSED;
    } catch (IllegalStateException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }
}
