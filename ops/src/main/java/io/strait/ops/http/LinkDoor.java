package io.strait.ops.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.strait.ops.flow.FlowChange;
import io.strait.ops.flow.FlowControl;
import io.strait.ops.flow.FlowRefused;
import io.strait.ops.flow.LinkFlow;
import io.strait.ops.view.DaemonStatus;
import io.strait.ops.view.FlowJson;
import io.strait.ops.view.StatusJson;
import io.strait.replicator.topology.LinkName;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /links}: shows links and changes their flow. Changes run on a worker: they may block. */
final class LinkDoor {
  private static final Logger log = LoggerFactory.getLogger(LinkDoor.class);
  private static final int MOST_BYTES = 64 * 1024;
  private static final String ONE = "/links/:name";

  private final Vertx vertx;
  private final Gatekeeper gate;
  private final Supplier<DaemonStatus> status;
  private final FlowControl flows;

  LinkDoor(Vertx vertx, Gatekeeper gate, Supplier<DaemonStatus> status, FlowControl flows) {
    this.vertx = vertx;
    this.gate = gate;
    this.status = status;
    this.flows = flows;
  }

  void register(Router router) {
    router.get("/links").handler(gate::mayRead).handler(this::list);
    router.get(ONE).handler(gate::mayRead).handler(this::show);
    router.get(ONE + "/flow").handler(gate::mayRead).handler(this::flow);
    changing(router, HttpMethod.PUT, "/flow").handler(context -> change(context, FlowBody::flow));
    changing(router, HttpMethod.DELETE, "/flow")
        .handler(context -> run(context, (link, by) -> flows.forget(link, by)));
    changing(router, HttpMethod.POST, "/pause")
        .handler(context -> change(context, text -> FlowChange.pausing(FlowBody.topics(text))));
    changing(router, HttpMethod.POST, "/resume")
        .handler(context -> change(context, text -> FlowChange.resuming(FlowBody.topics(text))));
  }

  /** The body is read only for whoever may change something; Vert.x wants a route for each. */
  private Route changing(Router router, HttpMethod method, String path) {
    router.route(method, ONE + path).handler(gate::mayChange);
    return router
        .route(method, ONE + path)
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES));
  }

  private void list(RoutingContext context) {
    Answers.json(context, 200, StatusJson.of(status.get()).get("links").toPrettyString());
  }

  private void show(RoutingContext context) {
    for (JsonNode link : StatusJson.of(status.get()).get("links")) {
      if (link.get("name").asText().equals(context.pathParam("name"))) {
        Answers.json(context, 200, link.toPrettyString());
        return;
      }
    }
    unknown(context);
  }

  private void flow(RoutingContext context) {
    Optional<LinkFlow> flow = LinkCall.name(context).flatMap(flows::flow);
    if (flow.isPresent()) {
      Answers.json(context, 200, FlowJson.of(flow.get()).toPrettyString());
    } else {
      unknown(context);
    }
  }

  private void change(
      RoutingContext context, java.util.function.Function<String, FlowChange> reader) {
    try {
      FlowChange change = reader.apply(context.body().asString());
      run(context, (link, by) -> flows.change(link, change, by));
    } catch (IllegalArgumentException e) {
      Refusal.badRequest(e.getMessage(), "Correct the body").answer(context);
    }
  }

  private void run(RoutingContext context, BiFunction<LinkName, String, LinkFlow> act) {
    Optional<LinkName> link = LinkCall.name(context).filter(name -> flows.flow(name).isPresent());
    if (link.isEmpty()) {
      unknown(context);
      return;
    }
    String by = Gatekeeper.holder(context);
    vertx
        .executeBlocking(() -> act.apply(link.get(), by), false)
        .onSuccess(
            flow -> {
              log.atInfo()
                  .addKeyValue("path", context.request().path())
                  .addKeyValue("by", by)
                  .addKeyValue("from", context.request().remoteAddress())
                  .log("Change asked for over HTTP was made");
              Answers.json(context, 200, FlowJson.of(flow).toPrettyString());
            })
        .onFailure(
            error ->
                LinkCall.failed(
                    context, error, FlowRefused.class, "what was decided before holds"));
  }

  private static void unknown(RoutingContext context) {
    new Refusal(
            404,
            "NO_SUCH_LINK",
            "there is no link '" + context.pathParam("name") + "' here",
            "GET /links lists those that run here; 'strait link list' those of the configuration")
        .answer(context);
  }
}
