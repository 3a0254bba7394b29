package io.strait.ops.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A secret that opens the daemon's HTTP door.
 *
 * @param role what its holder may do
 * @param name who holds it, for the audit; never secret
 * @param secret the token itself; at least {@link #SHORTEST} characters
 */
public record AccessToken(Role role, String name, String secret) {
  /** Anything shorter could be guessed. */
  public static final int SHORTEST = 16;

  /** Whether somebody holds this token; takes the same time for every wrong one. */
  public boolean matches(String presented) {
    return MessageDigest.isEqual(digest(secret), digest(presented));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return role + " " + name;
  }

  /** Equal lengths, so that the comparison does not tell the token's. */
  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
