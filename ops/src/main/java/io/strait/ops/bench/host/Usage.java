package io.strait.ops.bench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used since its start, by {@code /proc}.
 *
 * @param cpuSeconds user and system time of all its threads, in steps of 10 ms on common kernels
 * @param peakRssMib the most memory it ever held, in MiB
 */
public record Usage(double cpuSeconds, double peakRssMib) {
  /** The kernel tells times in these units, whatever its own tick is (USER_HZ on Linux). */
  private static final double TICKS_PER_SECOND = 100;

  private static final int UTIME_AFTER_NAME = 11;
  private static final double KIB_PER_MIB = 1024;

  /**
   * Reads it.
   *
   * @throws BenchFailure when the process is gone or this is no Linux
   */
  public static Usage of(long pid) {
    Path files = Path.of("/proc", Long.toString(pid));
    try {
      return new Usage(cpu(Files.readString(files.resolve("stat"))), peak(files));
    } catch (IOException e) {
      throw new BenchFailure(
          "cannot read " + files + ": the process has ended, or this is not Linux", e);
    }
  }

  /** The name in brackets may hold blanks, so fields are counted from behind it. */
  static double cpu(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[UTIME_AFTER_NAME]) + Long.parseLong(fields[UTIME_AFTER_NAME + 1]))
        / TICKS_PER_SECOND;
  }

  private static double peak(Path files) throws IOException {
    for (String line : Files.readAllLines(files.resolve("status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB;
      }
    }
    throw new BenchFailure("no VmHWM in " + files + "/status: the process is about to end");
  }
}
