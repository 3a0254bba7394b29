package io.strait.peers;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Compares two equal topics as a careful engineer would with kafka-clients alone: one thread per
 * core, each with a share of the partitions and two consumers, records paired as they come and
 * compared byte by byte. The first difference ends the program.
 *
 * <p>Arguments: a properties file. {@code topic}, {@code partitions} and {@code threads} say what
 * is compared by how many; {@code source.*} and {@code target.*} go to the consumers as they are.
 * Prints {@code equal <records> <nanoseconds>} at the end.
 */
public final class Compare {
  private Compare() {}

  /**
   * Compares and ends.
   *
   * @throws IOException when the properties file cannot be read
   * @throws InterruptedException when somebody ends it early
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Properties all = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
      all.load(file);
    }
    int partitions = Integer.parseInt(all.getProperty("partitions"));
    int threads = Math.min(partitions, Integer.parseInt(all.getProperty("threads")));
    AtomicLong records = new AtomicLong();
    List<Thread> running = new ArrayList<>();
    long began = System.nanoTime();
    for (int thread = 0; thread < threads; thread++) {
      List<Integer> share = new ArrayList<>();
      for (int partition = thread; partition < partitions; partition += threads) {
        share.add(partition);
      }
      CompareThread compare =
          new CompareThread(
              all.getProperty("topic"), share, under("source.", all), under("target.", all));
      Thread one = new Thread(() -> records.addAndGet(compare.run()), "compare-" + thread);
      one.setUncaughtExceptionHandler((t, failure) -> end(failure));
      running.add(one);
      one.start();
    }
    for (Thread one : running) {
      one.join();
    }
    System.out.println("equal " + records.get() + " " + (System.nanoTime() - began));
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static Map<String, Object> under(String prefix, Properties all) {
    return new HashMap<>(
        all.stringPropertyNames().stream()
            .filter(key -> key.startsWith(prefix))
            .collect(Collectors.toMap(key -> key.substring(prefix.length()), all::getProperty)));
  }

  private static void end(Throwable failure) {
    failure.printStackTrace();
    Runtime.getRuntime().halt(1);
  }
}
