package io.strait.ops.bench.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is in use in another JVM's heap, as the JDK's {@code jcmd} tells. */
final class LiveHeap {
  /** One line for each generation, or for the whole heap, depending on the collector. */
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  private static final double KIB_PER_MIB = 1024;

  private LiveHeap() {}

  /** Makes it collect first; empty where there is no {@code jcmd} or no answer. */
  static OptionalDouble of(long pid) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return OptionalDouble.empty();
    }
    try {
      ask(jcmd, pid, "GC.run");
      return used(ask(jcmd, pid, "GC.heap_info"));
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  static OptionalDouble used(String info) {
    Matcher match = USED.matcher(info);
    double kib = 0;
    boolean any = false;
    while (match.find()) {
      kib += Long.parseLong(match.group(1));
      any = true;
    }
    return any ? OptionalDouble.of(kib / KIB_PER_MIB) : OptionalDouble.empty();
  }

  private static String ask(Path jcmd, long pid, String question) throws IOException {
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), question)
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
