package io.strait.ops.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.slo.SloControl;
import io.strait.ops.view.SloJson;
import io.strait.ops.view.SloStatus;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.slo.ActionKind;
import io.strait.validator.slo.Grant;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code /slo}: shows what is promised, gives and revokes grants. Changes run on a worker. */
final class SloDoor {
  private static final int MOST_BYTES = 4 * 1024;
  private static final String GRANTS = "/slo/:name/grants";

  private final Vertx vertx;
  private final Gatekeeper gate;
  private final SloControl promises;

  SloDoor(Vertx vertx, Gatekeeper gate, SloControl promises) {
    this.vertx = vertx;
    this.gate = gate;
    this.promises = promises;
  }

  void register(Router router) {
    router
        .get("/slo")
        .handler(gate::mayRead)
        .handler(
            context -> Answers.json(context, 200, SloJson.of(promises.status()).toPrettyString()));
    router.get("/slo/:name").handler(gate::mayRead).handler(this::show);
    router.route(HttpMethod.POST, GRANTS).handler(gate::mayChange);
    router
        .route(HttpMethod.POST, GRANTS)
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
        .handler(this::grant);
    router.route(HttpMethod.DELETE, GRANTS + "/:id").handler(gate::mayChange);
    router
        .route(HttpMethod.DELETE, GRANTS + "/:id")
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
        .handler(this::revoke);
  }

  private void show(RoutingContext context) {
    Optional<SloStatus> status = LinkCall.name(context).flatMap(promises::status);
    if (status.isPresent()) {
      Answers.json(context, 200, SloJson.of(status.get()).toPrettyString());
    } else {
      unknown(context);
    }
  }

  private void grant(RoutingContext context) {
    Optional<LinkName> link = LinkCall.name(context);
    if (link.isEmpty()) {
      unknown(context);
      return;
    }
    String by = Gatekeeper.holder(context);
    String body = context.body().asString();
    run(
        context,
        () -> {
          Wanted wanted = Wanted.of(body);
          Grant grant =
              promises.grant(link.get(), wanted.action(), wanted.time(), wanted.reason(), by);
          return SloJson.of(grant, grant.at()).toPrettyString();
        });
  }

  private void revoke(RoutingContext context) {
    Optional<LinkName> link = LinkCall.name(context);
    if (link.isEmpty()) {
      unknown(context);
      return;
    }
    String by = Gatekeeper.holder(context);
    String id = context.pathParam("id");
    run(
        context,
        () -> {
          promises.revoke(link.get(), id, by);
          return "{\"revoked\": \"" + id + "\"}";
        });
  }

  /** What a grant asks for. */
  private record Wanted(ActionKind action, Duration time, String reason) {
    static Wanted of(String body) {
      try {
        JsonNode json = new JsonMapper().readTree(Optional.ofNullable(body).orElse(""));
        TreeSet<String> strange = new TreeSet<>();
        json.fieldNames().forEachRemaining(strange::add);
        strange.removeAll(List.of("action", "seconds", "reason"));
        if (!strange.isEmpty()) {
          throw new IllegalArgumentException("the body holds unknown keys: " + strange);
        }
        String word = json.path("action").asText();
        return new Wanted(
            ActionKind.of(word).orElseThrow(() -> noAction(word)),
            Duration.ofSeconds(json.path("seconds").asLong()),
            json.path("reason").asText());
      } catch (IOException e) {
        throw new IllegalArgumentException("the body is no JSON", e);
      }
    }

    private static IllegalArgumentException noAction(String word) {
      return new IllegalArgumentException(
          "'"
              + word
              + "' is no action; actions are "
              + Arrays.stream(ActionKind.values())
                  .map(ActionKind::word)
                  .collect(Collectors.joining(", ")));
    }
  }

  private void run(RoutingContext context, Callable<String> act) {
    vertx
        .executeBlocking(act, false)
        .onSuccess(answer -> Answers.json(context, 200, answer))
        .onFailure(
            error ->
                LinkCall.failed(
                    context,
                    error,
                    IllegalArgumentException.class,
                    "what was granted before holds"));
  }

  private static void unknown(RoutingContext context) {
    new Refusal(
            404,
            "NO_SUCH_LINK",
            "nothing is promised about a link '" + context.pathParam("name") + "' here",
            "GET /slo lists the links with objectives")
        .answer(context);
  }
}
