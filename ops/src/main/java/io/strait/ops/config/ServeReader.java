package io.strait.ops.config;

import io.strait.ops.flow.ByteSize;
import io.strait.ops.flow.MemoryUse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code serve}. */
final class ServeReader {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

  private final TokenReader tokens;
  private final Problems problems;

  ServeReader(Secrets secrets, Problems problems) {
    this.tokens = new TokenReader(secrets, problems);
    this.problems = problems;
  }

  ServeConfig read(Section root) {
    return root.section("serve").map(this::serve).orElse(ServeConfig.DEFAULT);
  }

  private ServeConfig serve(Section section) {
    boolean remote = new Choice(problems).flag(section, "allowRemote", false);
    Optional<Text> host = section.optional("host");
    boolean loopback = host.map(text -> isLoopback(text, remote)).orElse(true);
    int port = section.optional("port").map(this::port).orElse(ServeConfig.DEFAULT.port());
    List<AccessToken> read = tokens.read(section);
    Optional<Long> memory = section.optional("memory").flatMap(this::memory);
    section.done();
    if (!loopback && !read.isEmpty()) {
      problems.warning(
          section.path() + ".tokens",
          section.line(),
          "travel in plain text to '" + host.get().value() + "', which has no TLS",
          "Let a proxy with TLS on this machine stand before it, and listen on 127.0.0.1");
    }
    return new ServeConfig(
        host.map(Text::value).orElse(ServeConfig.DEFAULT.host()), port, loopback, read, memory);
  }

  boolean isLoopback(Text host, boolean remote) {
    try {
      boolean loopback = InetAddress.getByName(host.value()).isLoopbackAddress();
      if (!loopback && !remote) {
        problems.error(
            host.path(),
            host.line(),
            "is '" + host.value() + "', which other machines can reach, and the door has no TLS",
            "Use 127.0.0.1, or add 'allowRemote: true' beside it when a firewall guards it");
      }
      return loopback;
    } catch (UnknownHostException e) {
      problems.error(
          host.path(),
          host.line(),
          "is '" + host.value() + "', which cannot be resolved",
          "Give an address of this machine, for example 127.0.0.1");
      return true;
    }
  }

  private Optional<Long> memory(Text text) {
    try {
      return Optional.of(MemoryUse.checked(ByteSize.parse(text.value()).bytes()));
    } catch (IllegalArgumentException e) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is no amount from 32MiB to 160MiB",
          "Write for example 'memory: 64MiB'");
      return Optional.empty();
    }
  }

  int port(Text text) {
    if (NUMBER.matcher(text.value()).matches() && Integer.parseInt(text.value()) <= 65_535) {
      return Integer.parseInt(text.value());
    }
    problems.error(
        text.path(),
        text.line(),
        "is '" + text.value() + "', but a port is a number from 0 to 65535 (0 = any free one)",
        "Write for example 'port: 8230'");
    return ServeConfig.DEFAULT.port();
  }
}
