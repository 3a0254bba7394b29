package io.strait.ops.cli;

import io.strait.ops.config.AccessToken;
import io.strait.ops.config.Role;
import io.strait.ops.config.ServeConfig;
import io.strait.ops.view.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the daemon is and who asks it. A token is never an argument: others could see it. */
final class DaemonOptions {
  private static final String VARIABLE = "STRAIT_TOKEN";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The daemon's address (default: http:// and serve.host and serve.port).")
  private URI url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "File that holds the token to show to the daemon.",
        "Without it: the environment variable STRAIT_TOKEN, else the configuration's first",
        "operator's token."
      })
  private Path tokenFile;

  DaemonDoor door(ServeConfig serve) {
    return door(serve, System.getenv());
  }

  DaemonDoor door(ServeConfig serve, Map<String, String> environment) {
    String own = "http://" + serve.host() + ":" + serve.port();
    return new DaemonDoor(
        url == null ? own : url.toString().replaceAll("/+$", ""), token(serve, environment));
  }

  private Optional<String> token(ServeConfig serve, Map<String, String> environment) {
    if (tokenFile != null) {
      return Optional.of(fromFile());
    }
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(token -> !token.isBlank())
        .or(
            () ->
                serve.tokens().stream()
                    .filter(token -> token.role() == Role.OPERATOR)
                    .map(AccessToken::secret)
                    .findFirst());
  }

  private String fromFile() {
    try {
      return Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "--token-file "
              + tokenFile
              + " cannot be read ("
              + e.getClass().getSimpleName()
              + "); name a file that this user may read");
    }
  }
}
