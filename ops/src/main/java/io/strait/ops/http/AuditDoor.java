package io.strait.ops.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.strait.ops.view.AuditStatus;
import io.strait.ops.view.AuditView;
import io.strait.ops.view.DaemonStatus;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /audit}: how the links stand that this process audits. */
final class AuditDoor {
  private final Vertx vertx;
  private final Gatekeeper gate;
  private final Supplier<DaemonStatus> status;

  AuditDoor(Vertx vertx, Gatekeeper gate, Supplier<DaemonStatus> status) {
    this.vertx = vertx;
    this.gate = gate;
    this.status = status;
  }

  void register(Router router) {
    router.get("/audit").handler(gate::mayRead).handler(this::list);
    router.get("/audit/:link").handler(gate::mayRead).handler(this::show);
  }

  private void list(RoutingContext context) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    status.get().audits().forEach(one -> all.add(AuditView.json(one)));
    Answers.json(context, 200, all.toPrettyString());
  }

  /** Some ten thousand windows take a while to write: not on the event loop. */
  private void show(RoutingContext context) {
    Optional<AuditStatus> found =
        status.get().audits().stream()
            .filter(one -> one.link().value().equals(context.pathParam("link")))
            .findFirst();
    if (found.isEmpty()) {
      new Refusal(
              404,
              "NOT_AUDITED",
              "link '" + context.pathParam("link") + "' is not audited by this process",
              "GET /audit lists those that are; 'strait audit' reads what any process has stored")
          .answer(context);
      return;
    }
    vertx
        .executeBlocking(() -> AuditView.whole(found.get()).toPrettyString())
        .onSuccess(text -> Answers.json(context, 200, text))
        .onFailure(context::fail);
  }
}
