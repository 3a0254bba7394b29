package io.strait.ops.http;

import io.vertx.ext.web.RoutingContext;

/** Writes answers. */
final class Answers {
  private static final String JSON = "application/json";

  private Answers() {}

  static void json(RoutingContext context, int status, String body) {
    if (!context.response().ended()) {
      context.response().setStatusCode(status).putHeader("content-type", JSON).end(body + "\n");
    }
  }
}
