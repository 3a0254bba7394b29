package io.strait.ops.demo;

import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.ReadyTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * An application that writes Avro under the schemas of east's registry, and gets a new release that
 * writes another schema while the demo runs. West's registry has schemas of others already, so ids
 * cannot be the same there.
 */
final class AvroPart implements AutoCloseable {
  static final String TOPIC = "departures";
  private static final String SUBJECT = TOPIC + "-value";
  private static final int PARTITIONS = 2;
  private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();
  private static final long JOIN_MILLIS = 10_000;

  private final DemoClusters clusters;
  private final DemoRegistries registries;
  private final Flights flights;
  private final Thread thread = new Thread(this::produce, "demo-avro");
  private volatile Written now;
  private volatile boolean stopping;
  private volatile Optional<String> trouble = Optional.empty();

  /** What the application writes at the moment. */
  private record Written(Schema schema, int id) {}

  private AvroPart(DemoClusters clusters, DemoRegistries registries, Flights flights) {
    this.clusters = clusters;
    this.registries = registries;
    this.flights = flights;
    this.now = new Written(AvroFlights.FIRST, register(AvroFlights.FIRST));
  }

  /** Creates the topic, registers the first schema and begins to write. */
  static AvroPart start(DemoClusters clusters, DemoRegistries registries, Flights flights) {
    RegistryDoor others = new RegistryDoor(registries.west());
    for (String name : List.of("Invoice", "Payment")) {
      others.register(
          "billing." + name + "-value",
          SchemaBuilder.record(name).fields().requiredLong("cents").endRecord());
    }
    try (Cluster admin = clusters.open(DemoClusters.EAST, Principals.ADMIN)) {
      ReadyTopics.create(admin.admin(), List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)));
    }
    AvroPart part = new AvroPart(clusters, registries, flights);
    part.thread.setDaemon(true);
    part.thread.start();
    return part;
  }

  /** From now on the application writes the second schema; its id on east. */
  int release() {
    now = new Written(AvroFlights.SECOND, register(AvroFlights.SECOND));
    return now.id();
  }

  private int register(Schema schema) {
    return new RegistryDoor(registries.east()).register(SUBJECT, schema);
  }

  private void produce() {
    try (Cluster east = clusters.open(DemoClusters.EAST, Principals.ADMIN);
        Producer<byte[], byte[]> producer = east.producer(Map.of())) {
      for (long position = 0; !stopping; position++) {
        String row = flights.row(position);
        Written written = now;
        byte[] key = Flights.origin(row).getBytes(StandardCharsets.UTF_8);
        producer.send(
            new ProducerRecord<>(
                TOPIC, key, AvroFlights.encode(row, written.schema(), written.id())),
            (metadata, error) -> {
              if (error != null) {
                trouble = Optional.of("an Avro record was not taken: " + error);
              }
            });
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Ends writing; everything written is acknowledged then. */
  void stop() {
    stopping = true;
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether west has as many records as east. */
  boolean isCopied() {
    return end(DemoClusters.EAST) == end(DemoClusters.WEST);
  }

  private long end(String alias) {
    try (Cluster cluster = clusters.open(alias, Principals.ADMIN);
        Consumer<byte[], byte[]> consumer = cluster.consumer(Map.of())) {
      List<TopicPartition> partitions =
          IntStream.range(0, PARTITIONS).mapToObj(n -> new TopicPartition(TOPIC, n)).toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Decodes both sides, each with its own registry, and holds them against each other. */
  DemoReport.Schemas judge() {
    List<TopicReading.Raw> east = whole(DemoClusters.EAST);
    List<TopicReading.Raw> west = whole(DemoClusters.WEST);
    Map<String, String> wanted = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    Decoded ofEast = decode(east, new RegistryDoor(registries.east()), wanted);
    Decoded ofWest = decode(west, new RegistryDoor(registries.west()), found);
    long different =
        wanted.entrySet().stream()
            .filter(one -> !one.getValue().equals(found.get(one.getKey())))
            .count();
    return new DemoReport.Schemas(
        registries.text(),
        wanted.size(),
        ofEast.failed() + ofWest.failed(),
        different + Math.max(0, found.size() - wanted.size()),
        ofEast.ids(),
        ofWest.ids());
  }

  /** What is wrong with the result, in words. */
  List<String> objections(DemoReport.Schemas result) {
    List<String> wrong = new ArrayList<>();
    trouble.ifPresent(wrong::add);
    if (result.records() == 0 || result.eastIds().size() != 2 || result.westIds().size() != 2) {
      wrong.add("Avro records of both schemas were to be on both sides: " + result);
    }
    if (result.undecodable() + result.different() > 0) {
      wrong.add("Avro records cannot be read alike with both registries: " + result);
    }
    return wrong;
  }

  private record Decoded(List<Integer> ids, long failed) {}

  private static Decoded decode(
      List<TopicReading.Raw> log, RegistryDoor registry, Map<String, String> texts) {
    TreeSet<Integer> ids = new TreeSet<>();
    long failed = 0;
    for (TopicReading.Raw one : log) {
      int id = AvroFlights.id(one.value());
      ids.add(id);
      try {
        texts.put(one.place(), AvroFlights.decode(one.value(), registry.schema(id)));
      } catch (IOException | AvroRuntimeException | DemoStuck e) {
        failed++;
      }
    }
    return new Decoded(List.copyOf(ids), failed);
  }

  private List<TopicReading.Raw> whole(String alias) {
    try (Cluster cluster = clusters.open(alias, Principals.ADMIN)) {
      return TopicReading.raw(cluster, TOPIC);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
