package io.strait.ops.http;

import io.strait.validator.agent.AgentAnswer;
import io.strait.validator.agent.AgentDesk;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /agents/CLUSTER/v1/QUESTION}: a coordinator's questions. The token is looked at before the
 * body is read; each request leaves a line in the log without what was asked or answered. Questions
 * run on threads of their own, for they read logs.
 */
final class AgentDoor {
  private static final Logger log = LoggerFactory.getLogger(AgentDoor.class);
  private static final String PATH = "/agents/:cluster/v1/:question";
  private static final int THREADS = 24;

  private final WorkerExecutor threads;
  private final Gatekeeper gate;
  private final Function<String, Optional<AgentDesk>> desks;

  AgentDoor(Vertx vertx, Gatekeeper gate, Function<String, Optional<AgentDesk>> desks) {
    this.threads = vertx.createSharedWorkerExecutor("strait-agent", THREADS);
    this.gate = gate;
    this.desks = desks;
  }

  void register(Router router) {
    router.post(PATH).handler(gate::mayAsk);
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(AgentDesk.MOST_QUESTION))
        .handler(this::ask);
  }

  private void ask(RoutingContext context) {
    Buffer body = context.body().buffer();
    byte[] question = body == null ? new byte[0] : body.getBytes();
    threads
        .executeBlocking(() -> answer(context, question), false)
        .onSuccess(
            answer -> {
              audit(context, answer.status(), question.length, answer.body().length);
              if (!context.response().ended()) {
                context
                    .response()
                    .setStatusCode(answer.status())
                    .putHeader("content-type", answer.type())
                    .end(Buffer.buffer(answer.body()));
              }
            })
        .onFailure(
            error -> {
              log.atError().setCause(error).log("Question failed");
              new Refusal(500, "INTERNAL", "the agent failed", "See the agent's log")
                  .answer(context);
            });
  }

  private AgentAnswer answer(RoutingContext context, byte[] question) {
    return desks
        .apply(context.pathParam("cluster"))
        .map(desk -> desk.answer(context.pathParam("question"), question))
        .orElseGet(AgentAnswer::noSuchCluster);
  }

  private static void audit(RoutingContext context, int status, int asked, int answered) {
    log.atInfo()
        .addKeyValue("path", context.request().path())
        .addKeyValue("by", Gatekeeper.holder(context))
        .addKeyValue("from", context.request().remoteAddress())
        .addKeyValue("status", status)
        .addKeyValue("bytes_in", asked)
        .addKeyValue("bytes_out", answered)
        .log("Question answered");
  }
}
