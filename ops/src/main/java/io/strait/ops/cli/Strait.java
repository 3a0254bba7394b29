package io.strait.ops.cli;

import io.strait.ops.demo.DemoCommand;
import io.strait.replicator.cluster.WarmUp;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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
    versionProvider = Version.class)
public final class Strait implements Runnable {
  /** Those that are to be at work soon after they are started. */
  private static final Set<String> CONNECTING = Set.of("link", "serve");

  private static final Map<String, Class<?>> COMMANDS = commands();
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
    if (arguments.length > 0 && CONNECTING.contains(arguments[0])) {
      WarmUp.begin();
    }
    int code = run(out, err, arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs one command line in this process; answers with its exit code and never throws. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line = line(arguments);
    line.setOut(out);
    line.setErr(err);
    line.setParameterExceptionHandler(Errors::onWrongUsage);
    line.setExecutionExceptionHandler(
        (error, command, parsed) -> Errors.onFailure(error, command, isDebug(line)));
    return line.execute(arguments);
  }

  /**
   * What parses a command line. To describe all commands takes a tenth of a second, so where it
   * begins with the name of one, only that one is there.
   */
  static CommandLine line(String... arguments) {
    CommandLine line = new CommandLine(new Strait());
    if (arguments.length > 0 && COMMANDS.containsKey(arguments[0])) {
      line.addSubcommand(COMMANDS.get(arguments[0]));
    } else {
      COMMANDS.values().forEach(line::addSubcommand);
    }
    furnish(line);
    return line;
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

  /** In the order of the help. */
  private static Map<String, Class<?>> commands() {
    Map<String, Class<?>> commands = new LinkedHashMap<>();
    commands.put("demo", DemoCommand.class);
    commands.put("bench", BenchCommand.class);
    commands.put("sandbox", SandboxCommand.class);
    commands.put("serve", ServeCommand.class);
    commands.put("link", LinkCommand.class);
    commands.put("plan", PlanCommand.class);
    commands.put("schemas", SchemasCommand.class);
    commands.put("mm2", MirrorMakerCommand.class);
    commands.put("memory", MemoryCommand.class);
    commands.put("groups", GroupsCommand.class);
    commands.put("offsets", OffsetsCommand.class);
    commands.put("gaps", GapsCommand.class);
    commands.put("slo", SloCommand.class);
    commands.put("verify", VerifyCommand.class);
    commands.put("validate-agent", ValidateAgentCommand.class);
    commands.put("explain", ExplainCommand.class);
    commands.put("audit", AuditCommand.class);
    commands.put("certificate", CertificateCommand.class);
    commands.put("migrate", MigrateCommand.class);
    commands.put("journal", JournalCommand.class);
    commands.put("dlq", DlqCommand.class);
    commands.put("config", ConfigCommand.class);
    commands.put("metrics", MetricsCommand.class);
    commands.put("runbook", RunbookCommand.class);
    return commands;
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
