package io.strait.ops.bench.engine;

import io.strait.ops.bench.host.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The consumer→producer loop with what its author would set: idempotence and {@code acks=all},
 * fetches and batches of a size that suits catching up, the source's codec, one thread per core.
 */
final class LoopSetup {
  private static final List<String> JVM =
      List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", MirrorMakerSetup.LOGGING);

  private LoopSetup() {}

  static Program.Order order(Assignment assignment, ClassPaths classPaths) {
    Path file = Engines.write(assignment, ".properties", PropertiesText.of(settings(assignment)));
    return new Program.Order(
        "the loop",
        JVM,
        classPaths.others(),
        List.of("io.strait.peers.Loop", file.toString()),
        MirrorMakerSetup.QUIET);
  }

  private static Map<String, String> settings(Assignment assignment) {
    Map<String, String> all = new TreeMap<>();
    all.put("topic", assignment.topics().get(0));
    all.put("partitions", Integer.toString(assignment.partitions()));
    all.put("threads", Integer.toString(Runtime.getRuntime().availableProcessors()));
    consumer(assignment).forEach((key, value) -> all.put("consumer." + key, value));
    producer(assignment).forEach((key, value) -> all.put("producer." + key, value));
    return all;
  }

  private static Map<String, String> consumer(Assignment assignment) {
    Map<String, String> settings = new TreeMap<>(assignment.source().properties());
    settings.put("bootstrap.servers", assignment.source().bootstrap());
    settings.put("group.id", assignment.run());
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("max.poll.records", "2000");
    // The target's brokers check what they are sent.
    settings.put("check.crcs", "false");
    if (assignment.aim() != Aim.LATENCY) {
      settings.put("max.partition.fetch.bytes", bytes(assignment.aim() == Aim.WAN ? 8 : 2));
      settings.put("receive.buffer.bytes", bytes(2));
    }
    return settings;
  }

  private static Map<String, String> producer(Assignment assignment) {
    Map<String, String> settings = new TreeMap<>(assignment.target().properties());
    settings.put("bootstrap.servers", assignment.target().bootstrap());
    settings.put("enable.idempotence", "true");
    settings.put("acks", "all");
    settings.put("compression.type", assignment.codec().label());
    if (assignment.aim() == Aim.LATENCY) {
      settings.put("linger.ms", "0");
    } else {
      settings.put("batch.size", Integer.toString(assignment.aim() == Aim.WAN ? 900_000 : 262_144));
      settings.put("linger.ms", "10");
      settings.put("max.request.size", bytes(8));
      settings.put("buffer.memory", bytes(128));
      settings.put("send.buffer.bytes", bytes(2));
    }
    return settings;
  }

  private static String bytes(int mib) {
    return Integer.toString(mib << 20);
  }
}
