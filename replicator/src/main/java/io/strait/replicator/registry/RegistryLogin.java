package io.strait.replicator.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How a registry is told who asks. Immutable. */
public final class RegistryLogin {
  private static final RegistryLogin NONE = new RegistryLogin("", "nobody");

  private final String header;
  private final String shown;

  private RegistryLogin(String header, String shown) {
    this.header = header;
    this.shown = shown;
  }

  /** Without any. */
  public static RegistryLogin none() {
    return NONE;
  }

  /** User and password (HTTP basic authentication). */
  public static RegistryLogin basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new RegistryLogin(
        "Basic " + Base64.getEncoder().encodeToString(both), "user '" + user + "'");
  }

  /** A bearer token. */
  public static RegistryLogin bearer(String token) {
    return new RegistryLogin("Bearer " + token, "the bearer of a token");
  }

  /** Value of the Authorization header, secret; empty for none. */
  String header() {
    return header;
  }

  /** Who asks, never with what. */
  @Override
  public String toString() {
    return shown;
  }
}
