package io.strait.replicator.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills, freezes and moves everything around a link by seed and compares the target with the source
 * record by record. see {@link TortureSettings} for the system properties that repeat a round or
 * run further seeds.
 */
@Timeout(1_800)
final class LinkTortureIT {
  @TempDir private Path directory;

  @Test
  void shouldHoldTheSourcesRecordsAtTheirOffsetsWhenEverythingIsKilledAndFrozen() throws Exception {
    TortureSettings settings = TortureSettings.fromSystemProperties();
    List<String> faults = new ArrayList<>();
    try (Side source = Side.start("east", directory);
        Side target = Side.start("west", directory)) {
      for (int i = 0; i < settings.rounds(); i++) {
        RoundResult result = play(settings, settings.seed() + i, source, target);
        System.out.println(result.headline());
        result.fault().ifPresent(fault -> faults.add(result.headline() + "\n" + fault));
      }
    }
    assertThat(faults).isEmpty();
  }

  private static RoundResult play(TortureSettings settings, long seed, Side source, Side target)
      throws Exception {
    Path folder = Files.createDirectories(Path.of("target", "torture", "seed-" + seed));
    try (TortureRound round =
        new TortureRound(
            seed, settings.profilesOf(seed), settings.leaseOf(seed), source, target, folder)) {
      RoundResult result = round.play(Duration.ofSeconds(settings.roundSeconds()));
      leaveBehind(folder, result);
      return result;
    }
  }

  private static void leaveBehind(Path folder, RoundResult result) throws IOException {
    Files.writeString(
        folder.resolve("story.txt"),
        result.headline()
            + "\n"
            + String.join("\n", result.diary())
            + "\n"
            + result.fault().orElse("equal")
            + "\n");
  }
}
