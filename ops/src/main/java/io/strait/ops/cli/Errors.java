package io.strait.ops.cli;

import io.strait.ops.config.ConfigException;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.registry.RegistryException;
import io.strait.sandbox.SandboxException;
import java.io.PrintWriter;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what a command threw into one message and an exit code. */
final class Errors {
  private Errors() {}

  static int onWrongUsage(ParameterException error, String... arguments) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("strait: " + plain(error.getMessage()));
    UnmatchedArgumentException.printSuggestions(error, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE_OR_CONFIG;
  }

  /** The parser of the command line speaks of Java's types. */
  private static String plain(String message) {
    return message.replaceAll("' is not an? (long|int)$", "' is not a whole number");
  }

  static int onFailure(Exception error, CommandLine command, boolean debug) {
    PrintWriter err = command.getErr();
    int code = code(error);
    if (error instanceof ConfigException) {
      err.println(error.getMessage());
    } else if (code == ExitCode.INTERNAL_ERROR) {
      err.println("strait: internal error: " + error);
      err.println(debug ? "Please report this." : "Run it again with --debug for the stack trace.");
    } else {
      err.println("strait: " + error.getMessage() + cause(error));
    }
    if (debug) {
      error.printStackTrace(err);
    }
    return code;
  }

  /** kafka-clients hide the reason why a client cannot be built behind two wrappers. */
  private static String cause(Exception error) {
    Throwable root = error;
    while (root.getCause() != null && error instanceof KafkaException) {
      root = root.getCause();
    }
    return root == error ? "" : ": " + root.getMessage();
  }

  private static int code(Exception error) {
    if (error instanceof CommandFailure failure) {
      return failure.exitCode();
    }
    if (error instanceof ConfigException) {
      return ExitCode.USAGE_OR_CONFIG;
    }
    if (error instanceof ClusterException cluster && cluster.kind() != FaultKind.FATAL
        || error instanceof KafkaException
        || error instanceof RegistryException
        || error instanceof SandboxException) {
      return ExitCode.USAGE_OR_CONFIG;
    }
    return ExitCode.INTERNAL_ERROR;
  }
}
