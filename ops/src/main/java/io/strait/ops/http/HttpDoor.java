package io.strait.ops.http;

import io.strait.ops.config.ServeConfig;
import io.strait.ops.flow.FlowControl;
import io.strait.ops.metrics.Metrics;
import io.strait.ops.slo.SloControl;
import io.strait.ops.view.DaemonStatus;
import io.strait.ops.view.Readiness;
import io.strait.ops.view.StatusJson;
import io.strait.validator.agent.AgentDesk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Serves {@code /health/live}, {@code /health/ready}, {@code /status}, {@code /metrics}, {@code
 * /links}, {@code /memory} and {@code /audit}.
 */
public final class HttpDoor implements AutoCloseable {
  private static final int START_SECONDS = 10;
  private static final int STOP_SECONDS = 5;
  private static final int WORKERS = 4;
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final HttpServer server;
  private final Metrics metrics;

  private HttpDoor(Vertx vertx, HttpServer server, Metrics metrics) {
    this.vertx = vertx;
    this.server = server;
    this.metrics = metrics;
  }

  /**
   * Opens the door; returns once it listens.
   *
   * @param serve where, and who may do what
   * @param status asked at each request; must not block
   * @param flows where changes go
   * @throws IllegalStateException if the address cannot be used; says which and why
   */
  public static HttpDoor open(ServeConfig serve, Supplier<DaemonStatus> status, FlowControl flows) {
    return open(serve, status, flows, SloControl.none());
  }

  /**
   * The same.
   *
   * @param promises where grants go
   */
  public static HttpDoor open(
      ServeConfig serve, Supplier<DaemonStatus> status, FlowControl flows, SloControl promises) {
    return open(serve, status, flows, promises, cluster -> Optional.empty());
  }

  /**
   * The same.
   *
   * @param promises where grants go
   * @param desks who answers coordinators' questions, by the name of the cluster
   */
  public static HttpDoor open(
      ServeConfig serve,
      Supplier<DaemonStatus> status,
      FlowControl flows,
      SloControl promises,
      Function<String, Optional<AgentDesk>> desks) {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WORKERS));
    Metrics metrics = new Metrics(status);
    Gatekeeper gate = new Gatekeeper(serve);
    HttpServerOptions options =
        new HttpServerOptions().setHost(serve.host()).setPort(serve.port()).setIdleTimeout(60);
    Router router = router(vertx, status, metrics, gate);
    new LinkDoor(vertx, gate, status, flows).register(router);
    new MemoryDoor(gate, flows).register(router);
    new SloDoor(vertx, gate, promises).register(router);
    new AuditDoor(vertx, gate, status).register(router);
    new AgentDoor(vertx, gate, desks).register(router);
    try {
      HttpServer server =
          await(vertx.createHttpServer(options).requestHandler(router).listen(), START_SECONDS);
      return new HttpDoor(vertx, server, metrics);
    } catch (ExecutionException | TimeoutException e) {
      vertx.close();
      metrics.close();
      throw new IllegalStateException(
          "cannot listen on "
              + serve.host()
              + ":"
              + serve.port()
              + " ("
              + e.getCause()
              + "); free the port or choose another with serve.port",
          e);
    }
  }

  /** The port in use. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    try {
      await(vertx.close(), STOP_SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // The process ends or the caller goes on: there is nothing left to tidy here.
    }
    metrics.close();
  }

  private static Router router(
      Vertx vertx, Supplier<DaemonStatus> status, Metrics metrics, Gatekeeper gate) {
    Router router = Router.router(vertx);
    router
        .get("/health/live")
        .handler(context -> Answers.json(context, 200, "{\"status\":\"up\"}"));
    router.get("/health/ready").handler(context -> ready(context, Readiness.of(status.get())));
    router
        .get("/status")
        .handler(gate::mayRead)
        .handler(
            context -> Answers.json(context, 200, StatusJson.of(status.get()).toPrettyString()));
    router
        .get("/metrics")
        .handler(gate::mayRead)
        .handler(context -> scrape(context, vertx, metrics));
    return router;
  }

  private static void ready(RoutingContext context, Readiness readiness) {
    JsonObject body =
        new JsonObject()
            .put("status", readiness.ready() ? "ready" : "not ready")
            .put("reasons", new JsonArray(readiness.reasons()));
    Answers.json(context, readiness.ready() ? 200 : 503, body.encode());
  }

  private static void scrape(RoutingContext context, Vertx vertx, Metrics metrics) {
    vertx
        .executeBlocking(metrics::scrape)
        .onSuccess(text -> context.response().putHeader("content-type", PROMETHEUS).end(text))
        .onFailure(context::fail);
  }

  private static <T> T await(Future<T> future, int seconds)
      throws ExecutionException, TimeoutException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException("interrupted", e);
    }
  }
}
