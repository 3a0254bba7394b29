package io.strait.sandbox;

import io.strait.sandbox.child.ChildJvm;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until a registry answers over HTTP what it is. */
final class RegistryServing {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final RegistryRelease release;
  private final Path log;
  private final HttpRequest question;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER).build();

  RegistryServing(RegistryRelease release, int port, Path log) {
    this.release = release;
    this.log = log;
    this.question =
        HttpRequest.newBuilder(
                URI.create(
                    "http://"
                        + NodeBlueprint.HOST
                        + ":"
                        + port
                        + "/"
                        + release.nativePath()
                        + "/system/info"))
            .timeout(ANSWER)
            .build();
  }

  /**
   * Returns once it does.
   *
   * @throws BindException when its port is taken
   * @throws IOException when it ended, takes too long or is something else
   */
  void await(ChildJvm child) throws IOException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (!answers()) {
      if (!child.alive()) {
        LogTail tail = LogTail.of(log, 0);
        if (tail.says("already bound") || tail.says("in use")) {
          throw new BindException(tail.last());
        }
        throw new IOException("it ended: " + tail.last() + "; see " + log);
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("it does not serve after 120 s; see " + log);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private boolean answers() throws IOException {
    try {
      HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == OK && answer.body().contains(release.version());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while a registry was starting", e);
    } catch (IOException notYet) {
      return false;
    }
  }
}
