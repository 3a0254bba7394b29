package io.strait.ops.config;

import java.util.List;
import java.util.Optional;

/**
 * Where the daemon's HTTP door is and who may do what there.
 *
 * @param host address to listen on; a loopback address unless remote access is allowed
 * @param port 0 to 65535; 0 lets the system choose
 * @param loopback whether only this machine can reach the host
 * @param tokens who may change links; without an operator's token nobody may
 * @param memory bytes of fetched data that all links may hold together, if not the default
 */
public record ServeConfig(
    String host, int port, boolean loopback, List<AccessToken> tokens, Optional<Long> memory) {
  /** Loopback, port 8230, nothing can be changed. */
  public static final ServeConfig DEFAULT =
      new ServeConfig("127.0.0.1", 8230, true, List.of(), Optional.empty());

  /** Keeps a copy. */
  public ServeConfig {
    tokens = List.copyOf(tokens);
  }

  /** The same on another port. */
  public ServeConfig onPort(int other) {
    return new ServeConfig(host, other, loopback, tokens, memory);
  }

  /** Whether there is a token of this role. */
  public boolean hasToken(Role role) {
    return tokens.stream().anyMatch(token -> token.role() == role);
  }
}
