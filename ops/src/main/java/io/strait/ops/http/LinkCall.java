package io.strait.ops.http;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.LinkName;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What calls about one link have in common. */
final class LinkCall {
  private static final Logger log = LoggerFactory.getLogger(LinkCall.class);

  private LinkCall() {}

  /** The link in the path; empty where that is no name of a link. */
  static Optional<LinkName> name(RoutingContext context) {
    try {
      return Optional.of(new LinkName(context.pathParam("name")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Answers a change that failed.
   *
   * @param refused what is thrown where the caller is wrong
   * @param meanwhile what holds until it can be stored
   */
  static void failed(
      RoutingContext context,
      Throwable error,
      Class<? extends RuntimeException> refused,
      String meanwhile) {
    if (refused.isInstance(error)) {
      Refusal.badRequest(error.getMessage(), "Correct the request").answer(context);
    } else if (error instanceof ClusterException) {
      String next = "Ask again when the link's target answers; until then " + meanwhile;
      new Refusal(503, "NOT_STORED", error.getMessage(), next).answer(context);
    } else {
      log.atError().setCause(error).log("Request failed");
      new Refusal(500, "INTERNAL", "the daemon failed: " + error, "See the daemon's log")
          .answer(context);
    }
  }
}
