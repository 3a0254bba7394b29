package io.strait.ops.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.gate.Verdict;
import io.strait.ops.config.ConfigLoader;
import io.strait.ops.config.StraitConfig;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SloKeeperTest {
  @TempDir private Path folder;

  @Test
  void shouldNotLetWavesPassBeforeWhatIsStoredWasRead() throws IOException {
    Verdict verdict = ask("objectives:\n");

    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.text())
        .contains("what is in force is not known yet", "strait.slo.mirrored on 'west'")
        .contains("strait slo grant --link mirrored --action refuse-waves")
        .contains("set objectives.actions.refuse-waves to off");
  }

  @Test
  void shouldLetWavesPassWhereNothingRefusesThem() throws IOException {
    assertThat(ask("").passed()).isTrue();
    assertThat(ask("objectives: {actions: {refuse-waves: off}}\n").passed()).isTrue();
  }

  private Verdict ask(String objectives) throws IOException {
    String text =
        """
        version: 1
        clusters:
          east: {bootstrap: "127.0.0.1:1"}
          west: {bootstrap: "127.0.0.1:2"}
        links:
          - {name: mirrored, source: east, target: west, topics: [calm]}
        """
            + objectives;
    StraitConfig config =
        ConfigLoader.load(Files.writeString(folder.resolve("strait.yaml"), text), Map.of());
    Link link = config.link(new LinkName("mirrored")).orElseThrow();
    try (SloKeeper keeper =
        new SloKeeper(config, new FakeDaemon(), Clock.systemUTC(), new SplittableRandom(1))) {
      return keeper.ask(link);
    }
  }

  /** A fake that runs no link. */
  private static final class FakeDaemon implements SloKeeper.Daemon {
    @Override
    public Optional<LinkProgress> owned(Link link) {
      return Optional.empty();
    }

    @Override
    public Set<String> bulk(LinkName link) {
      return Set.of();
    }

    @Override
    public boolean beats(Link link) {
      return false;
    }

    @Override
    public void changed() {}
  }
}
