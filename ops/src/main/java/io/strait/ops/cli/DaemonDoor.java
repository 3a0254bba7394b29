package io.strait.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.config.ServeConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks a running daemon of this configuration, if there is one. */
final class DaemonDoor {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ServeConfig serve;

  DaemonDoor(ServeConfig serve) {
    this.serve = serve;
  }

  String address() {
    return "http://" + serve.host() + ":" + serve.port();
  }

  /** What {@code /status} says; empty when no daemon answers. */
  Optional<JsonNode> status() {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + "/status")).timeout(PATIENCE).build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? Optional.of(new JsonMapper().readTree(response.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
