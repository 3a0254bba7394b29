package io.strait.replicator.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One engine in a JVM of its own that can be killed and frozen. One thread at a time. */
final class EngineProcess {
  private static final List<String> SMALL =
      List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private final Process process;
  private final Thread killAtExit;
  private volatile String report = "nothing yet";
  private boolean frozen;

  /** Starts it; {@code log} takes what it logs over all starts. */
  EngineProcess(List<String> arguments, Path log) {
    List<String> command =
        Stream.of(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                SMALL.stream(),
                Stream.of(
                    "-Dlogback.configurationFile=io/strait/replicator/torture/engine-logback.xml",
                    "-cp",
                    System.getProperty("java.class.path"),
                    EngineChild.class.getName()),
                arguments.stream())
            .flatMap(part -> part)
            .toList();
    try {
      process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    killAtExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killAtExit);
    Thread reader = new Thread(this::read, "reports-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  long pid() {
    return process.pid();
  }

  boolean isFrozen() {
    return frozen;
  }

  /** The last thing it said about its link. */
  String report() {
    return report;
  }

  void freeze() {
    signal("STOP");
    frozen = true;
  }

  void thaw() {
    signal("CONT");
    frozen = false;
  }

  /** SIGKILL, frozen or not; returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(killAtExit);
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(line -> report = line);
    } catch (IOException | UncheckedIOException e) {
      // The end of a killed child.
      report = report + " (ended)";
    }
  }
}
