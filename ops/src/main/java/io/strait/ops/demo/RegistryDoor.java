package io.strait.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * How the demo's applications speak with a registry; shares no code with what copies schemas, so
 * that it can judge it. One thread.
 */
final class RegistryDoor {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final Map<Integer, Schema> known = new HashMap<>();

  /**
   * @param url of the Confluent-compatible API
   */
  RegistryDoor(String url) {
    this.url = url;
  }

  /** Registers a schema, or finds it; its id. */
  int register(String subject, Schema schema) {
    String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
    return ask(HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body)))
        .path("id")
        .asInt();
  }

  /** The schema of an id. */
  Schema schema(int id) {
    return known.computeIfAbsent(
        id,
        asked ->
            new Schema.Parser()
                .parse(
                    ask(HttpRequest.newBuilder(URI.create(url + "/schemas/ids/" + asked)))
                        .path("schema")
                        .asText()));
  }

  private JsonNode ask(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new DemoStuck(
            "registry " + url + " answers " + answer.statusCode() + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("registry " + url + " cannot be asked", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoStuck("interrupted while asking " + url);
    }
  }
}
