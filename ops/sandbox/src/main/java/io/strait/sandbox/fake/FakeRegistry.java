package io.strait.sandbox.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * FAKE: an imitation of Confluent's Schema Registry over real HTTP, on the loopback and a free
 * port, in memory. Any thread.
 *
 * <p>It enforces modes, heeds explicit ids and versions in mode IMPORT only, keeps contexts apart,
 * and knows soft and permanent deletion. Compatibility is judged by the fields of flat Avro records
 * only. No evidence about the real one.
 */
public final class FakeRegistry implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  static {
    // The server sends head and body apart, and each answer would wait for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final FakeFaults faults = new FakeFaults();
  private final FakeStore store = new FakeStore();
  private final FakeRoutes routes = new FakeRoutes(store, faults);
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private volatile Optional<String> authorization = Optional.empty();

  private FakeRegistry(HttpServer server) {
    this.server = server;
  }

  /** Starts it. */
  public static FakeRegistry start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FakeRegistry registry = new FakeRegistry(server);
      server.createContext("/", registry::handle);
      server.setExecutor(registry.threads);
      server.start();
      return registry;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What goes wrong. */
  public FakeFaults faults() {
    return faults;
  }

  /** From now on explicit ids are taken and not heeded, and modes not enforced. */
  public synchronized void ignoreIds() {
    store.heedsIds(false);
  }

  /** From now on whoever asks must send this Authorization header. */
  public void demand(String header) {
    authorization = Optional.of(header);
  }

  /** Requests so far. */
  public int requests() {
    return requests.get();
  }

  /** Requests so far that may have changed something. */
  public int writes() {
    return writes.get();
  }

  /** Asks it directly, without HTTP; the answer of a refusal is its message. */
  public synchronized JsonNode ask(String method, String pathAndQuery, String body) {
    URI uri = URI.create(pathAndQuery);
    try {
      return routes.answer(
          method,
          path(uri),
          query(uri),
          body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body));
    } catch (FakeRefusal e) {
      return error(e.code(), e.getMessage());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    if (!exchange.getRequestMethod().equals("GET")) {
      writes.incrementAndGet();
    }
    if (!faults.delay().isZero()) {
      LockSupport.parkNanos(faults.delay().toNanos());
    }
    if (faults.drops()) {
      exchange.close();
    } else if (faults.failsNow()) {
      send(exchange, 500, error(50001, "FAKE fault in the store"));
    } else if (isStranger(exchange)) {
      send(exchange, 401, error(401, "Unauthorized"));
    } else {
      answer(exchange);
    }
  }

  private boolean isStranger(HttpExchange exchange) {
    return authorization
        .map(wanted -> !wanted.equals(exchange.getRequestHeaders().getFirst("Authorization")))
        .orElse(false);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    JsonNode answer;
    int status = 200;
    synchronized (this) {
      try {
        answer =
            routes.answer(
                exchange.getRequestMethod(),
                path(exchange.getRequestURI()),
                query(exchange.getRequestURI()),
                body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body));
      } catch (FakeRefusal e) {
        status = e.status();
        answer = error(e.code(), e.getMessage());
      }
    }
    send(exchange, status, answer);
  }

  private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static JsonNode error(int code, String message) {
    return JsonNodeFactory.instance.objectNode().put("error_code", code).put("message", message);
  }

  private static List<String> path(URI uri) {
    return Arrays.stream(uri.getRawPath().substring(1).split("/", -1))
        .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
        .toList();
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    String raw = uri.getRawQuery();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        int equals = pair.indexOf('=');
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
