package io.strait.ops.bench.engine;

import io.strait.ops.bench.host.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * MirrorMaker 2 in dedicated mode, one process, with the JVM flags of Kafka's own start script.
 *
 * <p>{@link #PLAIN} is what one gets by naming two clusters and a topic. Both keep topic names (so
 * that every engine writes the same topics) and ask for one replica (there is one broker).
 *
 * <p>{@link #TUNED} follows what operators' guides recommend ("Handling high volumes of messages"
 * in Red Hat's Streams for Apache Kafka; Aiven's "Configuration and tuning for MirrorMaker 2";
 * Klarrio's "Mirroring high-throughput topics with MirrorMaker 2"; KIP-382), each setting with its
 * reason beside it, for what a cell is about: throughput; a long way (fetches and batches grow
 * further, because each task has one fetch under way per broker); latency (nothing lingers); or
 * noticing soon (all intervals are cut to a few seconds). The heap is 4 GiB, twice the script's.
 */
final class MirrorMakerSetup {
  /** As it comes. */
  static final boolean PLAIN = false;

  /** As recommended. */
  static final boolean TUNED = true;

  /** Logs warnings only, as a production installation would. */
  static final Map<String, String> QUIET = Map.of("PEERS_LOG", "WARN");

  /** The jars bring their own set-up for the log. */
  static final String LOGGING = "-Dlogback.configurationFile=peers-logback.xml";

  private MirrorMakerSetup() {}

  static Program.Order order(Assignment assignment, boolean tuned, ClassPaths classPaths) {
    Path file =
        Engines.write(assignment, ".properties", PropertiesText.of(settings(assignment, tuned)));
    return new Program.Order(
        tuned ? "MirrorMaker 2 (tuned)" : "MirrorMaker 2 (default)",
        jvm(tuned),
        classPaths.others(),
        List.of(
            "org.apache.kafka.connect.mirror.MirrorMaker",
            file.toString(),
            "--clusters",
            assignment.target().alias()),
        QUIET);
  }

  /** kafka-run-class.sh's flags; connect-mirror-maker.sh's heap, or twice that. */
  private static List<String> jvm(boolean tuned) {
    return List.of(
        "-Xms256m",
        tuned ? "-Xmx4g" : "-Xmx2g",
        "-server",
        "-XX:+UseG1GC",
        "-XX:MaxGCPauseMillis=20",
        "-XX:InitiatingHeapOccupancyPercent=35",
        "-XX:+ExplicitGCInvokesConcurrent",
        LOGGING);
  }

  private static Map<String, String> settings(Assignment assignment, boolean tuned) {
    Map<String, String> all = new TreeMap<>(needed(assignment));
    if (tuned) {
      all.putAll(service(assignment));
      all.putAll(prefixed(assignment.source().alias() + ".consumer.", consumer(assignment.aim())));
      all.putAll(prefixed(assignment.target().alias() + ".producer.", producer(assignment)));
    }
    if (assignment.aim() == Aim.NOTICE) {
      all.putAll(positions());
    }
    return all;
  }

  private static Map<String, String> needed(Assignment assignment) {
    String source = assignment.source().alias();
    String target = assignment.target().alias();
    Map<String, String> all = new TreeMap<>();
    all.put("clusters", source + "," + target);
    all.put(source + ".bootstrap.servers", assignment.source().bootstrap());
    all.put(target + ".bootstrap.servers", assignment.target().bootstrap());
    all.putAll(prefixed(source + ".", assignment.source().properties()));
    all.putAll(prefixed(target + ".", assignment.target().properties()));
    all.put(source + "->" + target + ".enabled", "true");
    all.put(source + "->" + target + ".topics", topics(assignment));
    all.put(
        "replication.policy.class", "org.apache.kafka.connect.mirror.IdentityReplicationPolicy");
    for (String owner :
        List.of(
            "",
            "checkpoints.topic.",
            "heartbeats.topic.",
            "offset-syncs.topic.",
            "offset.storage.",
            "status.storage.",
            "config.storage.")) {
      all.put(owner + "replication.factor", "1");
    }
    return all;
  }

  private static String topics(Assignment assignment) {
    return assignment.topics().stream()
        .map(topic -> topic.replace(".", "\\."))
        .collect(Collectors.joining(","));
  }

  private static Map<String, String> service(Assignment assignment) {
    Map<String, String> all = new TreeMap<>();
    // A task is a consumer, a thread and a share of the partitions: no more can work at once.
    all.put("tasks.max", Integer.toString(assignment.partitions()));
    // What nobody here reads or has: heartbeats, ACLs.
    all.put("emit.heartbeats.enabled", "false");
    all.put("sync.topic.acls.enabled", "false");
    // Finds its connectors by the services they declare instead of scanning every jar.
    all.put("plugin.discovery", "service_load");
    all.put(assignment.target().alias() + ".plugin.discovery", "service_load");
    all.put("refresh.topics.interval.seconds", assignment.aim() == Aim.NOTICE ? "5" : "60");
    if (assignment.aim() == Aim.NOTICE) {
      // As many offset pairs as it can write: its translation is never more exact than these.
      all.put("offset.lag.max", "0");
    }
    return all;
  }

  private static Map<String, String> consumer(Aim aim) {
    Map<String, String> all = new TreeMap<>();
    // A poll is what Connect hands to the producer at once; 500 keeps it in small turns.
    all.put("max.poll.records", "2000");
    // The default of 64 KiB caps a connection far below what the network gives.
    all.put("receive.buffer.bytes", bytes(2));
    // The target's brokers check what they are sent; checking what is fetched costs CPU twice.
    all.put("check.crcs", "false");
    if (aim != Aim.LATENCY) {
      all.put("fetch.max.bytes", bytes(50));
      // The real cap of a fetch, because it counts for each partition; 1 MiB by default.
      all.put("max.partition.fetch.bytes", bytes(aim == Aim.WAN ? 8 : 2));
    }
    if (aim == Aim.THROUGHPUT || aim == Aim.WAN) {
      // Fewer and fuller fetches; the wait is short, so that the end of a topic is not held up.
      all.put("fetch.min.bytes", "100000");
      all.put("fetch.max.wait.ms", "100");
    }
    return all;
  }

  private static Map<String, String> producer(Assignment assignment) {
    Map<String, String> all = new TreeMap<>();
    all.put("acks", "all");
    // Connect allows one request in flight by default; with idempotence five keep the order too.
    all.put("enable.idempotence", "true");
    all.put("max.in.flight.requests.per.connection", "5");
    // Otherwise it sends what it decompressed as it is, which target and network pay for.
    all.put("compression.type", assignment.codec().label());
    // Room for what waits while requests are under way; 32 MiB by default, over all partitions.
    all.put("buffer.memory", bytes(128));
    all.put("send.buffer.bytes", bytes(2));
    if (assignment.aim() == Aim.LATENCY || assignment.aim() == Aim.NOTICE) {
      all.put("linger.ms", "0");
    } else {
      // Batches fill instead of leaving with what one poll brought.
      all.put("linger.ms", "50");
      // Below the target's max.message.bytes of 1 MiB, whatever the codec makes of it.
      all.put("batch.size", Integer.toString(assignment.aim() == Aim.WAN ? 900_000 : 512 << 10));
      // A request holds a batch of each partition; at 1 MiB it would hold one or two.
      all.put("max.request.size", bytes(8));
    }
    return all;
  }

  /** Without this MirrorMaker 2 does not move groups at all; the intervals are 60 to 600 s. */
  private static Map<String, String> positions() {
    return Map.of(
        "sync.group.offsets.enabled", "true",
        "sync.group.offsets.interval.seconds", "2",
        "emit.checkpoints.interval.seconds", "2",
        "refresh.groups.interval.seconds", "2");
  }

  private static Map<String, String> prefixed(String prefix, Map<String, String> settings) {
    return settings.entrySet().stream()
        .collect(Collectors.toMap(entry -> prefix + entry.getKey(), Map.Entry::getValue));
  }

  private static String bytes(int mib) {
    return Integer.toString(mib << 20);
  }
}
