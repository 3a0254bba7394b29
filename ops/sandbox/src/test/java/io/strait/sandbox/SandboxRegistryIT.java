package io.strait.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(180)
class SandboxRegistryIT {
  private static final String SCHEMA = "{\"schema\": \"{\\\"type\\\": \\\"string\\\"}\"}";

  @TempDir private Path directory;

  /**
   * Not HTTP/2, as the product's own client: there all requests share one connection, and a
   * registry that was stopped while one of them was given up on may end that connection (GOAWAY,
   * seen once) under the next one.
   */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @ParameterizedTest
  @EnumSource
  void shouldKeepAndForgetSchemas(RegistryRelease release) throws Exception {
    assumeTrue(
        SandboxRegistry.runnable(release),
        () -> "skipped: no Java " + release.java() + " here for Apicurio " + release.version());
    try (SandboxRegistry registry = SandboxRegistry.start(directory, release)) {
      String versions = registry.confluentUrl() + "/subjects/a-value/versions";
      assertThat(post(versions, SCHEMA).body()).contains("\"id\"");
      assertThat(get(versions).body()).isEqualTo("[1]");

      HttpResponse<String> deleted =
          send(
              HttpRequest.newBuilder(
                      URI.create(registry.nativeUrl() + "/groups/default/artifacts/a-value"))
                  .DELETE());

      assertThat(deleted.statusCode()).as("its own API may delete").isEqualTo(204);
      assertThat(get(versions).statusCode()).isEqualTo(404);
      registry.pause();
      assertThatThrownBy(
              () ->
                  send(
                      HttpRequest.newBuilder(URI.create(versions)).timeout(Duration.ofMillis(300))))
          .isInstanceOf(HttpTimeoutException.class);
      registry.resume();
      assertThat(get(versions).statusCode()).isEqualTo(404);
    }
  }

  private HttpResponse<String> get(String url) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  private HttpResponse<String> post(String url, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
