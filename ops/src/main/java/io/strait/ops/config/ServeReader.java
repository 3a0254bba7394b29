package io.strait.ops.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code serve}. */
final class ServeReader {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

  private final Problems problems;

  ServeReader(Problems problems) {
    this.problems = problems;
  }

  ServeConfig read(Section root) {
    return root.section("serve").map(this::serve).orElse(ServeConfig.DEFAULT);
  }

  private ServeConfig serve(Section section) {
    boolean remote = section.optional("allowRemote").map(this::flag).orElse(false);
    Optional<Text> host = section.optional("host");
    host.ifPresent(text -> checkHost(text, remote));
    int port = section.optional("port").map(this::port).orElse(ServeConfig.DEFAULT.port());
    section.done();
    return new ServeConfig(host.map(Text::value).orElse(ServeConfig.DEFAULT.host()), port);
  }

  private void checkHost(Text host, boolean remote) {
    try {
      if (!InetAddress.getByName(host.value()).isLoopbackAddress() && !remote) {
        problems.error(
            host.path(),
            host.line(),
            "is '"
                + host.value()
                + "', which other machines can reach, and the door has no password",
            "Use 127.0.0.1, or add 'allowRemote: true' beside it when a firewall guards it");
      }
    } catch (UnknownHostException e) {
      problems.error(
          host.path(),
          host.line(),
          "is '" + host.value() + "', which cannot be resolved",
          "Give an address of this machine, for example 127.0.0.1");
    }
  }

  private int port(Text text) {
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

  private boolean flag(Text text) {
    if (text.value().equals("true") || text.value().equals("false")) {
      return text.value().equals("true");
    }
    problems.error(
        text.path(),
        text.line(),
        "is '" + text.value() + "', but must be true or false",
        "Correct it");
    return false;
  }
}
