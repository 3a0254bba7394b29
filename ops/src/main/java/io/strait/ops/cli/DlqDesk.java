package io.strait.ops.cli;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.LetterDesk;
import io.strait.replicator.topology.Link;
import java.io.PrintWriter;
import java.util.NoSuchElementException;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The link whose dead letters a command is about. */
final class DlqDesk {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ConfigFile configFile;

  @Parameters(index = "0", paramLabel = "LINK", description = "The link.")
  private String link;

  /** Does something with the link's dead letters, with the copying credential. */
  <T> T at(Function<LetterDesk, T> work) {
    StraitConfig config = configFile.load(spec.commandLine().getErr());
    Link named = Links.named(config, link);
    try (Cluster target = new Cluster(config.clusters().get(named.target()).copying())) {
      return work.apply(new LetterDesk(target, named.name()));
    } catch (NoSuchElementException | IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, e.getMessage());
    }
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
