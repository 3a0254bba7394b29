package io.strait.ops.http;

import io.strait.ops.config.AgentConfig;
import io.strait.ops.config.ServeConfig;
import io.strait.validator.agent.AgentDesk;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** An agent by itself: only its routes, by http or https. */
public final class AgentServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final Vertx vertx;
  private final HttpServer server;

  private AgentServer(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Listens; returns once it does.
   *
   * @param listen where, and who may ask
   * @param keystore what is shown to those who ask; empty: plain http
   * @param desks by the name of the cluster
   * @throws IllegalStateException if the address or the keystore cannot be used
   */
  public static AgentServer open(
      ServeConfig listen,
      Optional<AgentConfig.Store> keystore,
      Function<String, Optional<AgentDesk>> desks) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    HttpServerOptions options =
        new HttpServerOptions().setHost(listen.host()).setPort(listen.port()).setIdleTimeout(120);
    keystore.ifPresent(
        store ->
            options
                .setSsl(true)
                .setKeyCertOptions(
                    new PfxOptions()
                        .setPath(store.file().toString())
                        .setPassword(store.password())));
    Router router = Router.router(vertx);
    new AgentDoor(vertx, new Gatekeeper(listen), desks).register(router);
    try {
      HttpServer server =
          vertx
              .createHttpServer(options)
              .requestHandler(router)
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new AgentServer(vertx, server);
    } catch (ExecutionException | TimeoutException e) {
      vertx.close();
      throw new IllegalStateException(
          "cannot listen on "
              + listen.host()
              + ":"
              + listen.port()
              + " ("
              + e.getCause()
              + "); free the port, choose another, or mend agent.keystore",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      vertx.close();
      throw new IllegalStateException("interrupted while opening the agent's door", e);
    }
  }

  /** The port in use. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // The process ends or the caller goes on: there is nothing left to tidy here.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
