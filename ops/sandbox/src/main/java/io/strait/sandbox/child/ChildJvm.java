package io.strait.sandbox.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One child process that can be started again and again with the same settings.
 *
 * <p>For one thread at a time. Its output is appended to one log file over all starts.
 */
public final class ChildJvm {
  private static final Logger LOG = LoggerFactory.getLogger(ChildJvm.class);

  /** The line on a child's standard output that says: it serves, or the program begins. */
  static final String READY = "READY";

  /** JVM flags for a broker that shall start soon and stay small; it never gets fast. */
  public static final List<String> SMALL =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final String name;
  private final ChildProgram program;
  private final List<String> flags;
  private final Path log;
  private Process process;
  private Thread killAtExit;

  /**
   * Describes a child and starts nothing.
   *
   * @param name for messages
   * @param program what it runs
   * @param flags of the JVM
   * @param log where its output goes; the file need not exist
   */
  public ChildJvm(String name, ChildProgram program, List<String> flags, Path log) {
    this.name = name;
    this.program = program;
    this.flags = List.copyOf(flags);
    this.log = log;
  }

  /**
   * Starts the child and returns once its broker serves, or somebody else's program has begun.
   *
   * @throws BindException when one of its ports is taken
   * @throws IOException when it cannot be started for another reason; the message says which. In
   *     both cases nothing is left running.
   */
  public void start() throws IOException {
    if (alive()) {
      throw new IOException(name + " is already running as process " + process.pid());
    }
    process =
        new ProcessBuilder(program.command(flags))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    killAtExit = new Thread(process::destroyForcibly, "kill-" + name);
    Runtime.getRuntime().addShutdownHook(killAtExit);
    String answer = "no answer";
    try {
      CompletableFuture<String> first = firstLine(process);
      tell(process);
      answer = first.get(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer = "interrupted while waiting for it";
    } catch (ExecutionException | TimeoutException | IOException e) {
      answer = "no answer: " + e;
    }
    if (!answer.equals(READY)) {
      kill();
      throw failure(answer);
    }
  }

  private IOException failure(String answer) {
    if (answer.contains("failed to bind") || answer.contains("BindException")) {
      return new BindException(name + ": " + answer);
    }
    return new IOException(name + " did not start: " + answer + "; see " + log);
  }

  /** The pipe stays open: its end would end the child. */
  private void tell(Process child) throws IOException {
    Properties properties = new Properties();
    properties.putAll(program.settings());
    Writer out = new OutputStreamWriter(child.getOutputStream(), StandardCharsets.UTF_8);
    properties.store(out, null);
    out.write(ParentPipe.END_OF_SETTINGS + "\n");
    out.flush();
  }

  private CompletableFuture<String> firstLine(Process child) {
    CompletableFuture<String> first = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(child, first), "answers-of-" + name);
    reader.setDaemon(true);
    reader.start();
    return first;
  }

  private static void read(Process child, CompletableFuture<String> first) {
    try (BufferedReader answers =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String line = answers.readLine();
      first.complete(line == null ? "it ended" : line);
    } catch (IOException e) {
      first.completeExceptionally(e);
    }
  }

  /** Whether the process exists, be it paused. */
  public boolean alive() {
    return process != null && process.isAlive();
  }

  /**
   * Waits for it to end by itself.
   *
   * @return its exit code
   * @throws IOException when it is still running after that time; it is killed then
   */
  public int awaitEnd(Duration limit) throws IOException {
    boolean over = ended(limit);
    kill();
    if (!over) {
      throw new IOException(name + " did not end within " + limit.toSeconds() + " s; see " + log);
    }
    return process.exitValue();
  }

  /** The process id of the last start. */
  public long pid() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process.pid();
  }

  /** Ends it in good order (SIGTERM), by force after 30 s; does nothing when it is not alive. */
  public void stop() {
    if (!alive()) {
      return;
    }
    resume();
    // Not the process's own destroy(): that closes its input too, which ends the child at once.
    process.toHandle().destroy();
    if (!ended(STOP)) {
      LOG.atWarn().addKeyValue("child", name).log("Child did not stop in time and is killed");
    }
    kill();
  }

  /** Ends it at once (SIGKILL), paused or not; only tidies up when it is not alive. */
  public void kill() {
    if (process == null) {
      return;
    }
    process.destroyForcibly();
    if (!ended(STOP)) {
      throw new IllegalStateException(
          name + ", process " + process.pid() + ", survives SIGKILL; end it by hand");
    }
    forgetHook();
  }

  /** Stops its clock (SIGSTOP): connections stay open, nothing answers. */
  public void pause() {
    signal("STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    if (!alive()) {
      throw new IllegalStateException(name + " is not running; start it first");
    }
    try {
      // The shell's own kill: not every system has the program.
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("cannot send SIG" + signal + " to " + name);
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot send SIG" + signal + " to " + name + "; this needs a POSIX shell", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending SIG" + signal, e);
    }
  }

  private boolean ended(Duration within) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + within.toNanos();
    try {
      while (true) {
        try {
          return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(killAtExit);
    } catch (IllegalStateException e) {
      LOG.atDebug().addKeyValue("child", name).log("This JVM is ending anyway");
    }
  }
}
