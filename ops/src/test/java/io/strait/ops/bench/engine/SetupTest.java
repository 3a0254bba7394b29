package io.strait.ops.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.ops.bench.data.Codec;
import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.host.Program;
import io.strait.ops.bench.lab.Side;
import io.strait.ops.config.ConfigLoader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What engines are told, because the comparison stands and falls with it. */
class SetupTest {
  private static final String JAAS =
      "org.apache.kafka.common.security.scram.ScramLoginModule required"
          + " username=\"strait\" password=\"sesame\";";
  private static final Map<String, String> SECURITY =
      Map.of(
          "security.protocol", "SASL_SSL",
          "sasl.mechanism", "SCRAM-SHA-512",
          "sasl.jaas.config", JAAS);

  private static final Launcher PRODUCT =
      Launcher.read(List.of("/jdk/bin/java", "-Xmx1m", "-cp", "/lib/*", "Main", "link", "run"));

  @TempDir Path folder;

  @Test
  void shouldGiveMirrorMakerATaskForEachPartitionAndTheSourcesCodecWhenTuned() throws IOException {
    Properties settings = mirrorMaker(MirrorMakerSetup.TUNED, Aim.THROUGHPUT);

    assertThat(settings)
        .containsEntry("tasks.max", "8")
        .containsEntry("west.producer.compression.type", "zstd")
        .containsEntry("west.producer.acks", "all")
        .containsEntry("east->west.topics", "orders\\.eu")
        .containsEntry("east.sasl.jaas.config", JAAS);
  }

  @Test
  void shouldLeaveMirrorMakerAsItComesWhenNotTuned() throws IOException {
    assertThat(mirrorMaker(MirrorMakerSetup.PLAIN, Aim.THROUGHPUT).stringPropertyNames())
        .noneMatch(name -> name.contains("producer.") || name.contains("consumer."))
        .doesNotContain("tasks.max", "plugin.discovery");
  }

  @Test
  void shouldNotLetMirrorMakerLingerWhenLatencyIsMeasured() throws IOException {
    assertThat(mirrorMaker(MirrorMakerSetup.TUNED, Aim.LATENCY))
        .containsEntry("west.producer.linger.ms", "0");
  }

  @Test
  void shouldLetMirrorMakerTranslatePositionsWhenTheyAreMeasured() throws IOException {
    assertThat(mirrorMaker(MirrorMakerSetup.PLAIN, Aim.NOTICE))
        .containsEntry("sync.group.offsets.enabled", "true");
  }

  @Test
  void shouldTellTheLoopTheSourcesCodecAndNothingUnsafe() throws IOException {
    LoopSetup.order(assignment(Aim.THROUGHPUT), new ClassPaths(PRODUCT, PRODUCT, folder));

    assertThat(written(".properties"))
        .containsEntry("producer.compression.type", "zstd")
        .containsEntry("producer.enable.idempotence", "true")
        .containsEntry("producer.acks", "all")
        .containsEntry("partitions", "8");
  }

  @Test
  void shouldWriteAConfigurationThatStraitTakesAndKeepSecretsOutOfIt() throws IOException {
    Program.Order order =
        StraitSetup.order(assignment(Aim.WAN), new ClassPaths(PRODUCT, PRODUCT, folder));
    Path yaml = folder.resolve("run-1.yaml");

    assertThat(Files.readString(yaml)).doesNotContain("sesame");
    assertThat(ConfigLoader.load(yaml, Map.of()).links()).hasSize(1);
    assertThat(String.join(" ", order.command()))
        .contains("link run run-1")
        .doesNotContain("sesame");
    assertThat(order.flags()).containsExactly("-Xmx1m");
    assertThat(order.classPath()).startsWith("/lib/*");
  }

  @Test
  void shouldLetOnlyThisUserReadWhatHoldsSecrets() throws IOException {
    StraitSetup.order(assignment(Aim.WAN), new ClassPaths(PRODUCT, PRODUCT, folder));

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("run-1-east.properties"))))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldRefuseToGuessWhenTheLauncherShowsNoJavaCommand() {
    assertThatThrownBy(() -> Launcher.read(List.of("strait: nothing is built")))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("nothing is built");
  }

  @Test
  void shouldSayHowToBuildThePeersWhenTheyAreMissing() {
    assertThatThrownBy(() -> ClassPaths.under(folder))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("mvn package");
  }

  private Properties mirrorMaker(boolean tuned, Aim aim) throws IOException {
    MirrorMakerSetup.order(assignment(aim), tuned, new ClassPaths(PRODUCT, PRODUCT, folder));
    return written(".properties");
  }

  private Properties written(String ending) throws IOException {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(folder.resolve("run-1" + ending))) {
      properties.load(file);
    }
    return properties;
  }

  private Assignment assignment(Aim aim) {
    return new Assignment(
        "run-1",
        new Side("east", "127.0.0.1:1", SECURITY),
        new Side("west", "127.0.0.1:2", SECURITY),
        List.of("orders.eu"),
        8,
        Codec.ZSTD,
        aim,
        folder);
  }
}
