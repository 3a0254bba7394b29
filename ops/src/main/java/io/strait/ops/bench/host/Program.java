package io.strait.ops.bench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program in a JVM of its own; it ends with this JVM at the latest.
 *
 * <p>Its standard input is a pipe that stays open: {@code io.strait.peers.Tethered} in the child
 * takes its end for the end of the benchmark. Its output goes to one log file.
 */
public final class Program implements AutoCloseable {
  private static final int LAST_LINES = 12;

  private static final Pattern LIMIT = Pattern.compile("-Xmx(\\d+)([mMgG])");

  private final String name;
  private final List<String> flags;
  private final Path log;
  private final Process process;
  private final long startedNanos;

  private Program(Order order, Path log, Process process, long startedNanos) {
    this.name = order.name();
    this.flags = List.copyOf(order.flags());
    this.log = log;
    this.process = process;
    this.startedNanos = startedNanos;
  }

  /**
   * What to run.
   *
   * @param name for messages
   * @param flags of the JVM
   * @param classPath in the form of {@code java -cp}
   * @param command class with the {@code main}, and its arguments
   * @param environment added to this process's own
   */
  public record Order(
      String name,
      List<String> flags,
      String classPath,
      List<String> command,
      Map<String, String> environment) {}

  /**
   * Starts it and returns at once.
   *
   * @throws BenchFailure when the JVM cannot be started
   */
  public static Program start(Order order, Path log) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(order.flags());
    line.addAll(List.of("-cp", order.classPath(), "io.strait.peers.Tethered"));
    line.addAll(order.command());
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(order.environment());
    long now = System.nanoTime();
    try {
      return new Program(order, log, builder.start(), now);
    } catch (IOException e) {
      throw new BenchFailure("cannot start " + order.name() + ": " + e.getMessage(), e);
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has used so far; empty when it has just ended. */
  public Optional<Usage> lastUsage() {
    try {
      return Optional.of(Usage.of(process.pid()));
    } catch (BenchFailure ended) {
      return Optional.empty();
    }
  }

  /** What it has used so far. */
  public Usage usage() {
    requireAlive();
    return Usage.of(process.pid());
  }

  /** The largest heap it may have by its flags, in MiB; the last flag counts. */
  public OptionalDouble heapLimitMib() {
    OptionalDouble limit = OptionalDouble.empty();
    for (String flag : flags) {
      Matcher match = LIMIT.matcher(flag);
      if (match.matches()) {
        boolean gib = match.group(2).equalsIgnoreCase("g");
        limit = OptionalDouble.of(Long.parseLong(match.group(1)) * (gib ? 1024.0 : 1.0));
      }
    }
    return limit;
  }

  /** What is in use in its heap after a full collection, in MiB, if this JDK can ask for it. */
  public OptionalDouble liveHeapMib() {
    requireAlive();
    return LiveHeap.of(process.pid());
  }

  /** When it was started, by {@link System#nanoTime}. */
  public long startedNanos() {
    return startedNanos;
  }

  /**
   * Does nothing while it runs.
   *
   * @throws BenchFailure with the end of its log when it has ended
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new BenchFailure(
          name
              + " ended by itself with code "
              + process.exitValue()
              + "; its log ends:\n"
              + tail());
    }
  }

  /** The last lines of its log. */
  public String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(its log " + log + " cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Ends it at once (SIGKILL): how an engine ends is not measured. Safe to repeat. */
  public void stop() {
    boolean interrupted = false;
    process.destroyForcibly();
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
