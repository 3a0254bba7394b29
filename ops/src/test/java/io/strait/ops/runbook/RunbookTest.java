package io.strait.ops.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunbookTest {
  private static final String TEXT =
      """
      # Turn the key

      Words for people.

      ## First

      ```sh
      # look first
      strait one --config $config 'two words' "and ${wave}"
      strait two
      # exit 3
      ```

      ```text
      refused ... because
      ```

      ## Second

      ```json
      {"not": "executed"}
      ```
      """;

  private final List<List<String>> executed = new ArrayList<>();
  private final StringWriter shown = new StringWriter();

  @Test
  void shouldReadCommandsExitCodesAndExpectedLines() {
    Runbook runbook = RunbookReader.read(TEXT);

    assertThat(runbook.title()).isEqualTo("Turn the key");
    assertThat(runbook.steps())
        .containsExactly(
            new RunbookStep(
                "First", "strait one --config $config 'two words' \"and ${wave}\"", 0, List.of()),
            new RunbookStep("First", "strait two", 3, List.of("refused ... because")));
  }

  @Test
  void shouldFillInVariablesAndPassWhenAllEndAsTheySay() {
    Optional<String> fault = run("refused today because\n", 0, 3);

    assertThat(fault).isEmpty();
    assertThat(executed)
        .containsExactly(
            List.of("one", "--config", "a.yaml", "two words", "and w"), List.of("two"));
    assertThat(shown.toString()).contains("[2/2] First");
  }

  @Test
  void shouldStopAtTheFirstCommandThatEndsDifferently() {
    assertThat(run("", 1, 3))
        .hasValueSatisfying(
            fault -> assertThat(fault).contains("ended with exit code 1 instead of 0"));
    assertThat(executed).hasSize(1);
  }

  @Test
  void shouldStopWhenTheOutputLacksALine() {
    assertThat(run("done\n", 0, 3)).contains("'strait two' did not print 'refused ... because'");
  }

  @Test
  void shouldExecuteNothingWhenAVariableIsMissing() {
    RunbookRun run = new RunbookRun((out, words) -> 0, new PrintWriter(shown));

    assertThatThrownBy(() -> run.run(RunbookReader.read(TEXT), Map.of("config", "a.yaml")))
        .isInstanceOf(RunbookException.class)
        .hasMessageContaining("give it with --var wave=VALUE");
    assertThat(shown.toString()).isEmpty();
  }

  @Test
  void shouldRefuseAnythingButStraitCommands() {
    assertThatThrownBy(() -> RunbookReader.read("# T\n```sh\nrm -rf x\n```\n"))
        .isInstanceOf(RunbookException.class)
        .hasMessage(
            "section 'T': 'rm -rf x' is no strait command; only those may stand in sh blocks");
  }

  private Optional<String> run(String output, int... codes) {
    RunbookRun.Commands commands =
        (out, words) -> {
          out.print(output);
          out.flush();
          executed.add(words);
          return codes[executed.size() - 1];
        };
    return new RunbookRun(commands, new PrintWriter(shown, true))
        .run(RunbookReader.read(TEXT), Map.of("config", "a.yaml", "wave", "w"));
  }
}
