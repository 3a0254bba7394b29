package io.strait.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.view.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks a running daemon of this configuration, if there is one. */
final class DaemonDoor {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** A change is stored on a cluster before it is answered. */
  private static final Duration ANSWER = Duration.ofSeconds(40);

  private final String address;
  private final Optional<String> token;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /** {@code token} is shown to the daemon if it is there. */
  DaemonDoor(String address, Optional<String> token) {
    this.address = address;
    this.token = token;
  }

  String address() {
    return address;
  }

  /** What {@code /status} says; empty when no daemon answers or it does not let us read. */
  Optional<JsonNode> status() {
    try {
      HttpResponse<String> response = client.send(request("GET", "/status", "", CONNECT), TEXT);
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

  /**
   * Asks for something.
   *
   * @param body JSON, or empty for none
   * @return the daemon's answer
   * @throws CommandFailure if no daemon answers or it refuses; in the daemon's own words
   */
  JsonNode ask(String method, String path, String body) {
    try {
      HttpResponse<String> response = client.send(request(method, path, body, ANSWER), TEXT);
      JsonNode answer = new JsonMapper().readTree(response.body());
      if (response.statusCode() == 200) {
        return answer;
      }
      throw new CommandFailure(
          response.statusCode() == 503 ? ExitCode.INCONCLUSIVE : ExitCode.USAGE_OR_CONFIG,
          "the daemon on "
              + address
              + " refuses ("
              + response.statusCode()
              + "): "
              + answer.path("message").asText(response.body())
              + ". "
              + answer.path("next").asText());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "no daemon answers on "
              + address
              + " ("
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
              + "); start 'strait serve', or name another with --url");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.INCONCLUSIVE, "interrupted while asking the daemon");
    }
  }

  private static final HttpResponse.BodyHandler<String> TEXT = HttpResponse.BodyHandlers.ofString();

  private HttpRequest request(String method, String path, String body, Duration patience) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(patience)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
    return request.build();
  }
}
