package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import io.strait.ops.view.OutputFile;
import java.nio.file.Path;

/** Refuses an option's file that cannot be written, before any work. */
final class OutputOption {
  private OutputOption() {}

  /** Does nothing when the option is not given. */
  static void check(String option, Path file) {
    if (file != null) {
      OutputFile.fault(option, file)
          .ifPresent(
              fault -> {
                throw new CommandFailure(ExitCode.USAGE_OR_CONFIG, fault);
              });
    }
  }
}
