package io.strait.ops.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code agent}. */
final class AgentReader {
  private final Secrets secrets;
  private final Problems problems;

  AgentReader(Secrets secrets, Problems problems) {
    this.secrets = secrets;
    this.problems = problems;
  }

  AgentConfig read(Section root) {
    return root.section("agent").map(this::agent).orElse(AgentConfig.NONE);
  }

  private AgentConfig agent(Section section) {
    ServeReader places = new ServeReader(secrets, problems);
    boolean remote = new Choice(problems).flag(section, "allowRemote", false);
    Optional<Text> host = section.optional("host");
    boolean loopback = host.map(text -> places.isLoopback(text, remote)).orElse(true);
    int port = section.optional("port").map(places::port).orElse(AgentConfig.PORT);
    List<AccessToken> tokens = new TokenReader(secrets, problems).read(section);
    Optional<AgentConfig.Store> keystore = section.section("keystore").flatMap(this::store);
    Optional<AgentConfig.Store> truststore = section.section("truststore").flatMap(this::store);
    List<AgentConfig.Peer> peers = peers(section);
    section.done();
    String address = host.map(Text::value).orElse(AgentConfig.NONE.listen().host());
    ServeConfig listen = new ServeConfig(address, port, loopback, tokens, Optional.empty());
    if (!loopback && !listen.hasToken(Role.AGENT)) {
      problems.error(
          section.path() + ".tokens",
          section.line(),
          "holds no token with role agent, although other machines can reach '" + address + "'",
          "Add 'tokens: [{role: agent, name: hq, token: \"${file:/path}\"}]'");
    }
    return new AgentConfig(listen, keystore, truststore, peers);
  }

  private Optional<AgentConfig.Store> store(Section section) {
    Optional<Text> file = section.required("file");
    Optional<String> password = section.required("password").flatMap(this::secret);
    section.done();
    return file.isPresent() && password.isPresent()
        ? Optional.of(new AgentConfig.Store(Path.of(file.get().value()), password.get()))
        : Optional.empty();
  }

  private List<AgentConfig.Peer> peers(Section section) {
    List<AgentConfig.Peer> peers = new ArrayList<>();
    for (Section peer : section.sections("peers")) {
      Optional<URI> url = peer.required("url").flatMap(this::url);
      Optional<String> token = peer.required("token").flatMap(this::secret);
      peer.done();
      if (url.isPresent() && token.isPresent()) {
        peers.add(new AgentConfig.Peer(url.get(), token.get()));
      }
    }
    return peers;
  }

  private Optional<URI> url(Text text) {
    Optional<URI> url = agent(text.value());
    if (url.isEmpty()) {
      problems.error(
          text.path(),
          text.line(),
          "is no url of an agent",
          "Write for example 'https://west.example:8240'");
    }
    return url;
  }

  /** The address of an agent: http or https, a host, no user, no query. */
  static Optional<URI> agent(String text) {
    try {
      URI uri = URI.create(text.replaceAll("/+$", ""));
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean plain =
          uri.getRawUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
      return http && plain && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<String> secret(Text text) {
    if (!Secrets.refersTo(text.value())) {
      problems.error(
          text.path(),
          text.line(),
          "is written out here (hidden), where everybody finds it",
          "Keep it elsewhere: ${file:/path} or ${env:NAME}");
      return Optional.empty();
    }
    return secrets.resolve(text);
  }
}
