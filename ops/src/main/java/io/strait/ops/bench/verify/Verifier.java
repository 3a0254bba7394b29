package io.strait.ops.bench.verify;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.judge.ScanMode;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.records.LinkScan;
import io.strait.validator.records.ScanReport;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The scan of {@code strait verify} on its own, as a program: judges one topic and prints {@code
 * <verdict> <records> <nanoseconds>}. Arguments: a properties file with {@code topic}, {@code mode}
 * and, under {@code source.} and {@code target.}, how to reach both clusters.
 */
public final class Verifier {
  private Verifier() {}

  /**
   * Judges and ends.
   *
   * @throws IOException when the properties file cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Properties all = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
      all.load(file);
    }
    long began = System.nanoTime();
    try (Cluster source = cluster("source.", all);
        Cluster target = cluster("target.", all)) {
      List<TopicMapping> topics = List.of(TopicMapping.same(all.getProperty("topic")));
      ScanOptions options =
          ScanOptions.defaults().withMode(ScanMode.valueOf(all.getProperty("mode")));
      ScanReport report = new LinkScan(source, target, topics, options, Clock.systemUTC()).run();
      System.out.println(
          report.verdict().word() + " " + report.records() + " " + (System.nanoTime() - began));
      System.out.println(report.verdict());
      System.out.flush();
    }
  }

  private static Cluster cluster(String prefix, Properties all) {
    Map<String, String> settings =
        all.stringPropertyNames().stream()
            .filter(key -> key.startsWith(prefix))
            .collect(Collectors.toMap(key -> key.substring(prefix.length()), all::getProperty));
    String bootstrap = settings.remove("bootstrap.servers");
    String alias = prefix.substring(0, prefix.length() - 1);
    return new Cluster(new ClusterSpec(new ClusterAlias(alias), bootstrap, settings));
  }
}
