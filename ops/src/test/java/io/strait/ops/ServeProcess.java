package io.strait.ops;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** {@code strait serve} in a JVM of its own, so that it can be killed. */
public final class ServeProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("Serving on http://127.0.0.1:(\\d+)");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path out;
  private final Path log;
  private final Process process;

  private ServeProcess(Path out, Path log, Process process) {
    this.out = out;
    this.log = log;
    this.process = process;
  }

  /** Starts it; returns without waiting. Its output is kept beside the configuration. */
  public static ServeProcess start(Path config) throws IOException {
    return start(config, classPath(), List.of());
  }

  /** The same with an embedded Connect worker, on the class path that the start script gives it. */
  public static ServeProcess startWithConnect(Path config) throws IOException {
    String connect = Path.of("peers", "target", "lib").toAbsolutePath() + "/*";
    return start(
        config, classPath() + File.pathSeparator + connect, List.of("--workers", "connect"));
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static ServeProcess start(Path config, String classPath, List<String> more)
      throws IOException {
    Path out = Files.createTempFile(config.getParent(), "serve", ".out");
    Path log = Files.createTempFile(config.getParent(), "serve", ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "io.strait.ops.cli.Strait",
                "serve",
                "--config",
                config.toString()));
    command.addAll(more);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    return new ServeProcess(out, log, process);
  }

  /** What one of its pages says; waits until it listens. */
  public HttpResponse<String> get(String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(url() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("GET " + path + "; log: " + log(), e);
    }
  }

  /** Where it listens; waits until it does. */
  public String url() {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> text(out).contains("Serving on"));
    Matcher matcher = PORT.matcher(text(out));
    if (!matcher.find()) {
      throw new IllegalStateException("no port in: " + text(out));
    }
    return "http://127.0.0.1:" + matcher.group(1);
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; the exit code, or a failure when it takes longer than 10 s. */
  public int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still there 10 s after SIGTERM; log: " + log());
    }
    return process.exitValue();
  }

  /** Everything it wrote to standard error. */
  public String log() {
    return text(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
