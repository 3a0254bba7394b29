package io.strait.ops.cli;

import io.strait.ops.demo.DemoCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code strait}. */
@Command(
    name = "strait",
    description =
        "Keeps Kafka clusters in step, moves live estates between them, and proves that nothing was lost.",
    versionProvider = Version.class,
    subcommands = {
      DemoCommand.class,
      BenchCommand.class,
      SandboxCommand.class,
      ServeCommand.class,
      LinkCommand.class,
      MemoryCommand.class,
      GapsCommand.class,
      VerifyCommand.class,
      MigrateCommand.class,
      JournalCommand.class,
      DlqCommand.class,
      ConfigCommand.class,
      MetricsCommand.class,
      RunbookCommand.class
    })
public final class Strait implements Runnable {
  private static final Map<String, String> EXIT_CODES = exitCodes();
  private static final int WIDTH = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print stack traces of errors.")
  private boolean debug;

  /** Runs the command line of this process and ends it with the command's exit code. */
  public static void main(String[] arguments) {
    Charset charset = StandardCharsets.UTF_8;
    PrintWriter out = new PrintWriter(System.out, true, charset);
    PrintWriter err = new PrintWriter(System.err, true, charset);
    int code = run(out, err, arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs one command line in this process; answers with its exit code and never throws. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = new CommandLine(new Strait());
    furnish(line);
    line.setOut(out);
    line.setErr(err);
    line.setParameterExceptionHandler(Errors::onWrongUsage);
    line.setExecutionExceptionHandler(
        (error, command, parsed) -> Errors.onFailure(error, command, isDebug(line)));
    return line.execute(arguments);
  }

  /** Without a subcommand there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  private static boolean isDebug(CommandLine line) {
    return ((Strait) line.getCommandSpec().userObject()).debug;
  }

  /** Gives every command, however deep, --help and the same list of exit codes. */
  private static void furnish(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getCommandSpec()
        .usageMessage()
        .width(WIDTH)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(EXIT_CODES);
    line.getSubcommands().values().forEach(Strait::furnish);
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "passed");
    codes.put("1", "internal error");
    codes.put("2", "usage or configuration, including a cluster that cannot be reached");
    codes.put("3", "failed verdict, or refused");
    codes.put("4", "inconclusive, for example because time ran out");
    return codes;
  }
}
