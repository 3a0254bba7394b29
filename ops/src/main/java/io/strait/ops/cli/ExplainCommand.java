package io.strait.ops.cli;

import io.strait.ops.config.Nearest;
import io.strait.ops.view.ExitCode;
import io.strait.validator.check.FindingCode;
import io.strait.validator.explain.FindingGuide;
import io.strait.validator.explain.GuidePage;
import io.strait.validator.explain.GuideText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code strait explain}. */
@Command(
    name = "explain",
    description = {
      "Tells what a finding means and what to do about it.",
      "How it is detected, which harmless causes look like it, what to do first. 'strait explain",
      "modes' tells what each way of judging cannot see.",
      "Connects to nothing."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final String MODES = "modes";
  private static final String ALL = "all";

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CODE",
      description =
          "A code such as REORDERED, 'modes', or 'all'; without it, all codes are listed.")
  private String code;

  @Option(names = "--markdown", description = "With 'all': the page docs/findings.md.")
  private boolean markdown;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (code == null) {
      out.print(GuideText.codes());
      out.println(
          "\n'strait explain CODE' tells more; 'strait explain modes': what is never seen.");
    } else if (code.equals(MODES)) {
      out.print(GuideText.modes());
    } else if (code.equals(ALL)) {
      out.print(markdown ? GuidePage.markdown() : everything());
    } else {
      out.print(GuideText.of(FindingGuide.of(named())));
    }
    out.flush();
    return ExitCode.PASSED;
  }

  private static String everything() {
    StringBuilder text = new StringBuilder();
    FindingGuide.all().forEach(guide -> text.append(GuideText.of(guide)).append('\n'));
    return text.append(GuideText.modes()).toString();
  }

  private FindingCode named() {
    String wanted = code.toUpperCase(Locale.ROOT).replace('-', '_');
    Optional<FindingCode> found =
        Arrays.stream(FindingCode.values()).filter(one -> one.name().equals(wanted)).findFirst();
    List<String> legal = new ArrayList<>(List.of(MODES, ALL));
    Arrays.stream(FindingCode.values()).map(FindingCode::name).forEach(legal::add);
    return found.orElseThrow(
        () ->
            new CommandFailure(
                ExitCode.USAGE_OR_CONFIG,
                "'" + code + "' is no finding code. " + Nearest.advice(code, legal)));
  }
}
