package io.strait.ops.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Why a request is not done.
 *
 * @param status HTTP's number
 * @param error one stable word for programs
 * @param message what is wrong
 * @param next what to do
 */
record Refusal(int status, String error, String message, String next) {
  static Refusal badRequest(String message, String next) {
    return new Refusal(400, "BAD_REQUEST", message, next);
  }

  void answer(RoutingContext context) {
    JsonObject body =
        new JsonObject().put("error", error).put("message", message).put("next", next);
    if (status == 401) {
      context.response().putHeader("www-authenticate", "Bearer");
    }
    Answers.json(context, status, body.encode());
  }
}
