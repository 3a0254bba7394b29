package io.strait.ops.runbook;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Executes the commands of a runbook one after the other. */
public final class RunbookRun {
  private final Commands commands;
  private final PrintWriter out;

  /** Executes one command line of {@code strait} in this process. */
  public interface Commands {
    /** Answers with the exit code; output and errors go to {@code out}. */
    int run(PrintWriter out, List<String> words);
  }

  /** Shows what is done on {@code out}. */
  public RunbookRun(Commands commands, PrintWriter out) {
    this.commands = commands;
    this.out = out;
  }

  /**
   * Runs all steps; stops at the first that does not end as the document says.
   *
   * @return why it stopped, or empty when all ended as they should
   * @throws RunbookException if a variable is missing; then nothing was executed
   */
  public Optional<String> run(Runbook runbook, Map<String, String> variables) {
    List<List<String>> lines =
        runbook.steps().stream().map(step -> CommandWords.of(step.command(), variables)).toList();
    for (int i = 0; i < lines.size(); i++) {
      RunbookStep step = runbook.steps().get(i);
      out.printf(
          "[%d/%d] %s%n> strait %s%n",
          i + 1, lines.size(), step.section(), String.join(" ", lines.get(i)));
      Optional<String> fault = run(step, lines.get(i));
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<String> run(RunbookStep step, List<String> words) {
    StringWriter text = new StringWriter();
    int code = commands.run(new PrintWriter(text, true), words);
    out.print(text);
    out.flush();
    if (code != step.exitCode()) {
      return Optional.of(
          "'"
              + step.command()
              + "' ended with exit code "
              + code
              + " instead of "
              + step.exitCode());
    }
    return step.expected().stream()
        .filter(line -> !pattern(line).matcher(text.toString()).find())
        .findFirst()
        .map(line -> "'" + step.command() + "' did not print '" + line + "'");
  }

  private static Pattern pattern(String line) {
    return Pattern.compile(
        Stream.of(line.split("\\.\\.\\.", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }
}
