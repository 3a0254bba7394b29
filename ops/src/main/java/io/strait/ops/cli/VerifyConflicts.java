package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options of {@code strait verify} that would do nothing beside others, although whoever gives them
 * counts on them: they are refused. What changes nothing either way is let pass. Pure.
 */
final class VerifyConflicts {
  private static final Set<String> READING =
      Set.of(
          "--sample",
          "--state",
          "--resume",
          "--rate",
          "--max-time",
          "--partitions",
          "--offsets",
          "--from",
          "--until",
          "--evidence");
  private static final Set<String> LOADING =
      Set.of("--at-most", "--load", "--rounds", "--round-seconds", "--most-bytes");
  private static final Set<String> RANGES = Set.of("--offsets", "--from", "--until");
  private static final Set<String> KEEPING = Set.of("--state", "--resume");

  /**
   * What makes others idle.
   *
   * @param when whether it is so
   * @param idle options that do nothing then
   * @param because the reason, behind their names
   */
  private record Rule(boolean when, Set<String> idle, String because) {}

  private VerifyConflicts() {}

  /** Ends the command if an option was given that would do nothing. */
  static void refuse(ParseResult parsed) {
    fault(parsed)
        .ifPresent(
            fault -> {
              throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, fault);
            });
  }

  private static Optional<String> fault(ParseResult parsed) {
    Set<String> given =
        parsed.matchedOptions().stream().map(OptionSpec::longestName).collect(Collectors.toSet());
    String mode = parsed.matchedOptionValue("--mode", "full");
    return rules(given, mode).stream()
        .filter(Rule::when)
        .flatMap(
            rule ->
                rule.idle().stream()
                    .filter(given::contains)
                    .sorted()
                    .limit(1)
                    .map(option -> option + " " + rule.because()))
        .findFirst();
  }

  private static List<Rule> rules(Set<String> given, String mode) {
    boolean ranged = RANGES.stream().anyMatch(given::contains);
    boolean measured = given.contains("--performance");
    return List.of(
        new Rule(
            measured,
            Set.of("--with", "--only"),
            "cannot be used with --performance; run it apart"),
        new Rule(
            measured,
            READING,
            "is about reading records, which --performance does not do; take it away"),
        new Rule(!measured, LOADING, "belongs to --performance; add that, or take it away"),
        new Rule(
            given.contains("--only"),
            READING,
            "is about reading records, which --only leaves out; take it away, or use --with"),
        new Rule(
            mode.equals("sample"),
            KEEPING,
            "is of no use to --mode sample, which keeps nothing: a sample is always drawn anew"),
        new Rule(
            mode.equals("since-last"),
            Set.of("--resume"),
            "is of no use to --mode since-last, which always goes on with the last proof"),
        new Rule(
            ranged,
            KEEPING,
            "cannot be used with --offsets, --from or --until: a range is always judged anew, and"
                + " nothing of it is kept"),
        new Rule(
            given.contains("--no-state"),
            KEEPING,
            "contradicts --no-state, which keeps nothing; give one of them"),
        new Rule(
            given.contains("--no-state") && mode.equals("since-last"),
            Set.of("--mode"),
            "since-last needs the proofs that --no-state does not keep; give one of them"));
  }
}
