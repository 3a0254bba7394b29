package io.strait.ops.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where this machine's agent listens, and how agents elsewhere are asked.
 *
 * @param listen address, port and tokens of {@code strait validate-agent}
 * @param keystore what it shows to those who ask by https; empty: plain http
 * @param truststore whom a coordinator trusts; empty: whom the JDK trusts
 * @param peers what a coordinator presents to agents elsewhere
 */
public record AgentConfig(
    ServeConfig listen, Optional<Store> keystore, Optional<Store> truststore, List<Peer> peers) {
  /** The port unless another is given. */
  public static final int PORT = 8240;

  /** Loopback, no TLS, no token, no peer. */
  public static final AgentConfig NONE =
      new AgentConfig(
          new ServeConfig("127.0.0.1", PORT, true, List.of(), Optional.empty()),
          Optional.empty(),
          Optional.empty(),
          List.of());

  /** Keeps a copy. */
  public AgentConfig {
    peers = List.copyOf(peers);
  }

  /**
   * A PKCS #12 file.
   *
   * @param file where it is
   * @param password what opens it; never printed
   */
  public record Store(Path file, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return file.toString();
    }
  }

  /**
   * An agent elsewhere.
   *
   * @param url of which requests to it begin with scheme, host and port
   * @param token what is presented there; never printed
   */
  public record Peer(URI url, String token) {
    /** Without the token. */
    @Override
    public String toString() {
      return url.toString();
    }
  }

  /** The address of an agent: http or https, a host, no user, no query; empty for anything else. */
  public static Optional<URI> address(String text) {
    return AgentReader.agent(text);
  }

  /** What to present to an agent; empty where nothing is configured for its host and port. */
  public Optional<String> token(URI agent) {
    return peers.stream()
        .filter(
            peer ->
                peer.url().getScheme().equals(agent.getScheme())
                    && peer.url().getAuthority().equals(agent.getAuthority()))
        .map(Peer::token)
        .findFirst();
  }
}
