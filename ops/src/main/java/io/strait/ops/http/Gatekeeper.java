package io.strait.ops.http;

import io.strait.ops.config.AccessToken;
import io.strait.ops.config.Role;
import io.strait.ops.config.ServeConfig;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who may come in; keeps no state. */
final class Gatekeeper {
  private static final Logger log = LoggerFactory.getLogger(Gatekeeper.class);
  private static final String SCHEME = "bearer ";
  private static final String HOLDER = "strait.holder";

  private final ServeConfig serve;

  Gatekeeper(ServeConfig serve) {
    this.serve = serve;
  }

  /**
   * Reading is open to everybody on this machine; where other machines reach the door and tokens
   * are given, it needs one of them.
   */
  void mayRead(RoutingContext context) {
    if (serve.loopback() || serve.tokens().isEmpty()) {
      context.next();
    } else {
      require(context, Role.VIEWER);
    }
  }

  /** Changing needs an operator's token. */
  void mayChange(RoutingContext context) {
    if (serve.hasToken(Role.OPERATOR)) {
      require(context, Role.OPERATOR);
    } else {
      refuse(
          context,
          new Refusal(
              403,
              "NO_OPERATOR",
              "nobody may change anything here: the configuration names no operator's token",
              "Add 'serve: {tokens: [{role: operator, token: \"${file:/path}\"}]}' and restart the"
                  + " daemon"));
    }
  }

  /** What agents answer is about records themselves, so it always needs a token for that. */
  void mayAsk(RoutingContext context) {
    if (serve.hasToken(Role.AGENT)) {
      require(context, Role.AGENT);
    } else {
      refuse(
          context,
          new Refusal(
              403,
              "NO_AGENT",
              "nobody may ask for digests here: the configuration names no token with role agent",
              "Add '{role: agent, name: ..., token: \"${file:/path}\"}' to the tokens and restart"));
    }
  }

  /** Who was let in to change something. */
  static String holder(RoutingContext context) {
    return context.get(HOLDER);
  }

  private void require(RoutingContext context, Role needed) {
    Optional<String> presented =
        Optional.ofNullable(context.request().getHeader("authorization"))
            .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(SCHEME))
            .map(header -> header.substring(SCHEME.length()).strip());
    Optional<AccessToken> known = presented.flatMap(this::token);
    if (known.isEmpty()) {
      refuse(
          context,
          new Refusal(
              401,
              "UNAUTHORIZED",
              presented.isPresent() ? "this token is not known" : "a token is needed",
              "Send the header 'Authorization: Bearer <token>' with a token of serve.tokens"));
    } else if (!known.get().role().may(needed)) {
      refuse(
          context,
          new Refusal(
              403,
              "FORBIDDEN",
              "the token of '"
                  + known.get().name()
                  + "' has the role "
                  + word(known.get().role())
                  + (known.get().role() == Role.VIEWER ? " and may only read" : ""),
              "Use a token with 'role: " + word(needed) + "'"));
    } else {
      context.put(HOLDER, known.get().name());
      context.next();
    }
  }

  /** Compares with every token, so that the time taken does not tell which one was near. */
  private Optional<AccessToken> token(String presented) {
    Optional<AccessToken> found = Optional.empty();
    for (AccessToken token : serve.tokens()) {
      if (token.matches(presented)) {
        found = Optional.of(token);
      }
    }
    return found;
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static void refuse(RoutingContext context, Refusal refusal) {
    log.atWarn()
        .addKeyValue("path", context.request().path())
        .addKeyValue("from", context.request().remoteAddress())
        .addKeyValue("error", refusal.error())
        .log("Request refused");
    refusal.answer(context);
  }
}
