package io.strait.ops.http;

import io.strait.ops.flow.ByteSize;
import io.strait.ops.flow.FlowControl;
import io.strait.ops.flow.MemoryUse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** {@code /memory}: how much the links of this process may have on the way. */
final class MemoryDoor {
  private static final String PATH = "/memory";
  private static final int MOST_BYTES = 1024;

  private final Gatekeeper gate;
  private final FlowControl flows;

  MemoryDoor(Gatekeeper gate, FlowControl flows) {
    this.gate = gate;
    this.flows = flows;
  }

  void register(Router router) {
    router
        .get(PATH)
        .handler(gate::mayRead)
        .handler(context -> Answers.json(context, 200, json(flows.memory())));
    router.route(HttpMethod.PUT, PATH).handler(gate::mayChange);
    router
        .route(HttpMethod.PUT, PATH)
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
        .handler(this::change);
  }

  private void change(RoutingContext context) {
    try {
      long limit = FlowBody.memory(context.body().asString());
      Answers.json(context, 200, json(flows.memory(limit, Gatekeeper.holder(context))));
    } catch (IllegalArgumentException e) {
      Refusal.badRequest(e.getMessage(), "Correct the body").answer(context);
    }
  }

  private static String json(MemoryUse memory) {
    return new JsonObject()
        .put("limit", new ByteSize(memory.limit()).toString())
        .put("limit_bytes", memory.limit())
        .put("used_bytes", memory.used())
        .encodePrettily();
  }
}
