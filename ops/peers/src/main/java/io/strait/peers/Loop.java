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
import java.util.stream.Collectors;

/**
 * A consumer→producer loop as a careful engineer would write it with kafka-clients alone.
 *
 * <p>One thread per core; each has a share of the partitions, a consumer and an idempotent producer
 * with {@code acks=all}. Records keep their partition, key, value, headers and timestamp and pass
 * as byte arrays. Positions are committed as the producer's acknowledgements come in, without
 * stopping the flow. A failed send ends the program: nothing is skipped.
 *
 * <p>Arguments: a properties file. {@code topic}, {@code partitions} and {@code threads} say what
 * is copied by how many; {@code consumer.*} and {@code producer.*} go to the clients as they are.
 */
public final class Loop {
  private Loop() {}

  /**
   * Copies until the process is ended.
   *
   * @throws IOException when the properties file cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Properties all = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
      all.load(file);
    }
    int partitions = Integer.parseInt(all.getProperty("partitions"));
    int threads = Math.min(partitions, Integer.parseInt(all.getProperty("threads")));
    for (int thread = 0; thread < threads; thread++) {
      List<Integer> share = new ArrayList<>();
      for (int partition = thread; partition < partitions; partition += threads) {
        share.add(partition);
      }
      LoopThread loop =
          new LoopThread(
              all.getProperty("topic"), share, under("consumer.", all), under("producer.", all));
      new Thread(loop, "loop-" + thread).start();
    }
  }

  private static Map<String, Object> under(String prefix, Properties all) {
    return new HashMap<>(
        all.stringPropertyNames().stream()
            .filter(key -> key.startsWith(prefix))
            .collect(Collectors.toMap(key -> key.substring(prefix.length()), all::getProperty)));
  }
}
