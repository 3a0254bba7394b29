package io.strait.ops.mirrormaker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real MirrorMaker 2 in dedicated mode, in a JVM and on a class path of its own. */
final class MirrorMakerProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private MirrorMakerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it for the herders that write to one target. */
  static MirrorMakerProcess start(Path properties, String target) throws IOException {
    Path home = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(home.resolve("replicator"))) {
      home = home.getParent();
    }
    Path log = Files.createTempFile(properties.getParent(), "mm2", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Dlogback.configurationFile=peers-logback.xml",
                    "-cp",
                    home.resolve("ops/peers/target/lib") + "/*",
                    // Ends it with this JVM at the latest.
                    "io.strait.peers.Tethered",
                    "org.apache.kafka.connect.mirror.MirrorMaker",
                    properties.toString(),
                    "--clusters",
                    target))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(Map.of("PEERS_LOG", "WARN"));
    return new MirrorMakerProcess(builder.start(), log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it said last. */
  String log() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  /** SIGTERM: it commits what it has copied. */
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor(10, TimeUnit.SECONDS);
    kill();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
