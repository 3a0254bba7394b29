package io.strait.replicator.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks one registry, with a deadline, and again a bounded number of times where it did not answer
 * or said that the fault is its own. Everything asked here may be asked twice. Any thread.
 */
final class RegistryHttp {
  /** How long one request may take. */
  static final Duration DEADLINE = Duration.ofSeconds(10);

  static final String JSON = "application/vnd.schemaregistry.v1+json";
  private static final int TRIES = 4;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int SERVER_FAULT = 500;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final RegistrySpec spec;
  private final HttpClient client;
  private final Duration deadline;
  private final Map<String, String> headers = new HashMap<>();

  RegistryHttp(RegistrySpec spec, HttpClient client, Duration deadline) {
    this.spec = spec;
    this.client = client;
    this.deadline = deadline;
    headers.put("Accept", JSON + ", application/json");
    if (!spec.login().header().isEmpty()) {
      headers.put("Authorization", spec.login().header());
    }
  }

  /** The same with one more header. */
  RegistryHttp with(String name, String value) {
    RegistryHttp more = new RegistryHttp(spec, client, deadline);
    more.headers.putAll(headers);
    more.headers.put(name, value);
    return more;
  }

  RegistrySpec spec() {
    return spec;
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A part of a path that may hold any character. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * @param doing completes the sentence "while ..."
   */
  JsonNode get(String doing, String path) {
    return json(doing, send(doing, "GET", path, Optional.empty()));
  }

  /** The same; empty for an answer of 404. */
  Optional<JsonNode> find(String doing, String path) {
    return found(() -> get(doing, path));
  }

  JsonNode write(String doing, String method, String path, JsonNode body) {
    return json(doing, send(doing, method, path, Optional.of(body.toString().getBytes(UTF_8))));
  }

  JsonNode delete(String doing, String path) {
    return json(doing, send(doing, "DELETE", path, Optional.empty()));
  }

  /** Empty for an answer of 404. */
  static Optional<JsonNode> found(java.util.function.Supplier<JsonNode> call) {
    try {
      return Optional.of(call.get());
    } catch (RegistryException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  private JsonNode json(String doing, byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw fault(
          doing,
          200,
          0,
          "it answered something that is not JSON; check 'registry.url' and 'registry.prefix'",
          e);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Sends and returns the body of a good answer. */
  byte[] send(String doing, String method, String path, Optional<byte[]> body) {
    HttpRequest request = request(method, path, body);
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<byte[]> response =
            client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() < 300) {
          return response.body();
        }
        if (attempt == TRIES || !isPassing(response.statusCode())) {
          throw refused(doing, response);
        }
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw fault(doing, 0, 0, reason(e) + "; is it running, and is 'registry.url' right?", e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw fault(doing, 0, 0, "interrupted", e);
      }
      LockSupport.parkNanos(PAUSE.toNanos() << (attempt - 1));
    }
  }

  private HttpRequest request(String method, String path, Optional<byte[]> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(spec.url() + path))
            .timeout(deadline)
            .method(
                method,
                body.map(HttpRequest.BodyPublishers::ofByteArray)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    headers.forEach(request::setHeader);
    if (body.isPresent() && !headers.containsKey("Content-Type")) {
      request.setHeader("Content-Type", JSON);
    }
    return request.build();
  }

  private static boolean isPassing(int status) {
    return status >= SERVER_FAULT || status == TOO_MANY;
  }

  private static String reason(IOException e) {
    String message = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
    return "no answer: " + e.getClass().getSimpleName() + message;
  }

  private RegistryException refused(String doing, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    int code = 0;
    String message = "";
    try {
      JsonNode body = MAPPER.readTree(response.body());
      code = body.path("error_code").asInt(0);
      message = body.path("message").asText("");
    } catch (IOException e) {
      message = "its answer is no JSON";
    }
    String what = "it answered " + status + (code == 0 || code == status ? "" : "/" + code);
    return fault(
        doing, status, code, what + " " + message + "; " + Advice.after(status, code), null);
  }

  private RegistryException fault(
      String doing, int status, int code, String message, Throwable cause) {
    return new RegistryException(
        Advice.kind(status), status, code, spec + ", while " + doing + ": " + message, cause);
  }
}
