package io.strait.ops.bench.engine;

import io.strait.ops.bench.host.Program;
import io.strait.ops.bench.lab.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Programs that compare a topic on both sides: two consumers, or the scan of this product. */
final class CompareSetup {
  private static final List<String> JVM =
      List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", MirrorMakerSetup.LOGGING);

  private CompareSetup() {}

  /** The two consumers, with what its author would set to read fast. */
  static Program.Order consumers(Assignment assignment, ClassPaths classPaths) {
    Map<String, String> all = settings(assignment);
    for (String side : List.of("source.", "target.")) {
      all.put(side + "max.poll.records", "5000");
      all.put(side + "fetch.max.bytes", Integer.toString(16 << 20));
      all.put(side + "max.partition.fetch.bytes", Integer.toString(2 << 20));
      all.put(side + "receive.buffer.bytes", Integer.toString(2 << 20));
      all.put(side + "isolation.level", "read_committed");
      all.put(side + "enable.auto.commit", "false");
    }
    all.put("threads", Integer.toString(Runtime.getRuntime().availableProcessors()));
    return new Program.Order(
        "the two consumers",
        JVM,
        classPaths.others(),
        List.of("io.strait.peers.Compare", file(assignment, all).toString()),
        MirrorMakerSetup.QUIET);
  }

  /** The scan, with the JVM that {@code ./strait verify} gets and a heap of so many MiB. */
  static Program.Order scan(
      Assignment assignment, String mode, int heapMib, ClassPaths classPaths) {
    Map<String, String> all = settings(assignment);
    all.put("mode", mode);
    List<String> flags = new ArrayList<>(classPaths.scan().flags());
    flags.add("-Xmx" + heapMib + "m");
    return new Program.Order(
        "the scan",
        flags,
        classPaths.strait(),
        List.of("io.strait.ops.bench.verify.Verifier", file(assignment, all).toString()),
        Map.of("STRAIT_LOG", "WARN"));
  }

  private static Path file(Assignment assignment, Map<String, String> all) {
    return Engines.write(assignment, ".properties", PropertiesText.of(all));
  }

  private static Map<String, String> settings(Assignment assignment) {
    Map<String, String> all = new TreeMap<>();
    all.put("topic", assignment.topics().get(0));
    all.put("partitions", Integer.toString(assignment.partitions()));
    side("source.", assignment.source(), all);
    side("target.", assignment.target(), all);
    return all;
  }

  private static void side(String prefix, Side side, Map<String, String> all) {
    side.properties().forEach((key, value) -> all.put(prefix + key, value));
    all.put(prefix + "bootstrap.servers", side.bootstrap());
  }
}
