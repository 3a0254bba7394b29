package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTokenTest {
  private static final String SECRET = "0123456789abcdef-hunter2";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "EAST_PW",
          "x",
          "OPERATOR",
          SECRET,
          "AGAIN",
          SECRET,
          "SHORT",
          "hunter2",
          "BLANK",
          SECRET + " x");

  @TempDir private Path folder;

  @Test
  void shouldReadTokensFromEnvironmentAndFile() throws Exception {
    Path file = Files.writeString(folder.resolve("v.token"), "fedcba9876543210-v\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    ServeConfig serve =
        ConfigLoader.parse(
                with(
                    "[{role: operator, name: alice, token: '${env:OPERATOR}'},"
                        + " {role: viewer, token: '${file:v.token}'}]"),
                folder,
                ENVIRONMENT)
            .serve();

    assertThat(serve.tokens()).hasSize(2);
    assertThat(serve.tokens().get(0).name()).isEqualTo("alice");
    assertThat(serve.tokens().get(0).matches(SECRET)).isTrue();
    assertThat(serve.tokens().get(0).matches(SECRET + "x")).isFalse();
    assertThat(serve.tokens().get(1).name()).isEqualTo("viewer");
    assertThat(serve.tokens().get(1).matches("fedcba9876543210-v")).isTrue();
    assertThat(serve.hasToken(Role.OPERATOR)).isTrue();
    assertThat(serve.toString()).contains("OPERATOR alice").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{role: operator, token: 0123456789abcdef-hunter2}] | is written out here (hidden)",
        "[{role: operator, token: '${env:SHORT}'}]           | is not at least 16 printable characters",
        "[{role: operator, token: '${env:BLANK}'}]           | is not at least 16 printable characters",
        "[{role: operator, token: '${env:NOPE}'}]            | 'NOPE', which is not set",
        "[{role: admin, token: '${env:OPERATOR}'}]           | is 'admin', but must be one of viewer, operator",
        "[{token: '${env:OPERATOR}'}]                        | serve.tokens[0].role (line 34): is missing",
        "[{role: operator}]                                  | serve.tokens[0].token (line 34): is missing",
        "[{role: operator, name: 'a b', token: '${env:OPERATOR}'}] | is 'a b', which is not 1 to 64",
        "[{role: operator, token: '${env:OPERATOR}'}, {role: viewer, token: '${env:AGAIN}'}] | is the same token (hidden) as another's",
        "[{role: viewer, token: '${env:OPERATOR}'}, {role: viewer, token: '${env:EAST_PW}'}] | is named 'viewer', as another token is",
      })
  void shouldNameTheMistakeAndNeverTheTokenWhenOneIsWrong(String tokens, String complaint) {
    List<String> complaints;
    try {
      complaints =
          List.of(ConfigLoader.parse(with(tokens), folder, ENVIRONMENT).warnings().toString());
    } catch (ConfigException e) {
      complaints = e.problems().stream().map(ConfigProblem::toString).toList();
    }

    assertThat(complaints).anyMatch(line -> line.startsWith("error: ") && line.contains(complaint));
    assertThat(String.join("", complaints)).doesNotContain("hunter2");
  }

  @Test
  void shouldWarnWhenTokensWouldTravelInPlainText() {
    StraitConfig config =
        ConfigLoader.parse(
            with(
                "[{role: operator, token: '${env:OPERATOR}'}]\n  allowRemote: true\n  host: 192.0.2.1"),
            folder,
            ENVIRONMENT);

    assertThat(config.serve().loopback()).isFalse();
    assertThat(config.warnings()).hasSize(1);
    assertThat(config.warnings().get(0).toString()).contains("travel in plain text", "TLS");
  }

  private static String with(String tokens) {
    return ConfigText.GOOD.with("  port: 0\n", "  port: 0\n  tokens: " + tokens + "\n").text();
  }
}
