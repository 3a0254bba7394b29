package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import picocli.CommandLine.Option;

/** How much data a benchmark is about. */
final class BenchSize {
  private static final int QUICK_MIB = 256;
  private static final int FULL_MIB = 2_048;

  @Option(
      names = "--size",
      paramLabel = "MIB",
      defaultValue = "0",
      description = "MiB of values per topic, 8 to 65536 (2048; with --quick 256).")
  private int size;

  @Option(
      names = "--partitions",
      defaultValue = "8",
      description = "Partitions of each topic, 1 to 256 (8).")
  private int partitions;

  @Option(names = "--seed", defaultValue = "1", description = "Of everything random (1).")
  private long seed;

  /** MiB of values per topic; wrong numbers end the command. */
  int mebibytes(boolean quick) {
    if (size != 0) {
      require("--size", size, 8, 65_536);
    }
    return size > 0 ? size : quick ? QUICK_MIB : FULL_MIB;
  }

  int partitions() {
    require("--partitions", partitions, 1, 256);
    return partitions;
  }

  long seed() {
    return seed;
  }

  /** Three, or one where it is to be quick, unless a number is given; 0 stands for none. */
  static int rounds(int given, boolean quick) {
    if (given != 0) {
      require("--rounds", given, 1, 100);
    }
    return given > 0 ? given : quick ? 1 : 3;
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG, option + " " + value + ": give " + least + " to " + most);
    }
  }
}
