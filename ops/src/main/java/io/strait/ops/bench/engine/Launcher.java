package io.strait.ops.bench.engine;

import io.strait.ops.bench.host.BenchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What {@code ./strait} tells the JVM for a command, asked of {@code ./strait} itself, so that the
 * benchmark and its users run the same thing: heap, collector, archive of classes, class path.
 *
 * @param flags of the JVM
 * @param classPath in the form of {@code java -cp}
 */
public record Launcher(List<String> flags, String classPath) {
  private static final long PATIENCE_SECONDS = 30;
  private static final String CLASS_PATH = "-cp";

  /** Keeps a copy. */
  public Launcher {
    flags = List.copyOf(flags);
  }

  /**
   * Asks the launcher of an installation; builds nothing.
   *
   * @param command of the product, such as {@code link run}
   * @throws BenchFailure when it is not there or does not answer
   */
  static Launcher of(Path home, String... command) {
    Path script = home.resolve("strait").toAbsolutePath();
    List<String> line = new ArrayList<>(List.of("sh", script.toString()));
    line.addAll(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("STRAIT_SKIP_BUILD", "1");
    builder.environment().put("STRAIT_SHOW_JAVA", "1");
    if (!Files.isRegularFile(script)) {
      throw new BenchFailure("there is no launcher at " + script + "; run the benchmark with it");
    }
    try {
      Process process = builder.start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new BenchFailure(script + " does not show how it starts Strait: " + answer);
      }
      return read(List.of(answer.split("\n")));
    } catch (IOException e) {
      throw new BenchFailure("cannot run " + script + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailure("interrupted", e);
    }
  }

  /** The words of a java command: the program, flags, the class path, the class, its arguments. */
  static Launcher read(List<String> words) {
    int at = words.indexOf(CLASS_PATH);
    if (at < 1 || at + 1 >= words.size()) {
      throw new BenchFailure("this is no java command with a class path: " + words);
    }
    return new Launcher(words.subList(1, at), words.get(at + 1));
  }
}
