package io.strait.ops.demo;

import io.strait.client.SwitchingConsumer;
import io.strait.client.SwitchingProducer;
import io.strait.ops.demo.Seen.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The applications of the demo: two producers and a consumer group of two, all with nothing but the
 * switching clients.
 *
 * <p>Start and stop from one thread; the counters may be read by others.
 */
final class DemoLoad implements AutoCloseable {
  private static final int PRODUCERS = 2;
  private static final int MEMBERS = 2;
  private static final long JOIN_MILLIS = 30_000;

  private final DemoClusters clusters;
  private final FlightsProducer.Pace pace;
  private final List<FlightsProducer> producers = new ArrayList<>();
  private final List<FlightsBoard> boards = new ArrayList<>();
  private final List<Thread> producing = new ArrayList<>();
  private final List<Thread> reading = new ArrayList<>();
  private final List<Seen> delivered = new ArrayList<>();

  DemoLoad(DemoClusters clusters, FlightsProducer.Pace pace) {
    this.clusters = clusters;
    this.pace = pace;
  }

  /** Starts everybody; needs a published route. */
  void start(Flights flights) {
    for (int number = 0; number < PRODUCERS; number++) {
      FlightsProducer producer =
          new FlightsProducer(
              number,
              PRODUCERS,
              DemoClusters.TOPIC,
              flights,
              new SwitchingProducer<>(
                  clusters.application(
                      "gate-" + number, Map.of("compression.type", "lz4", "linger.ms", "5")),
                  new ByteArraySerializer(),
                  new ByteArraySerializer()),
              pace);
      producers.add(producer);
      producing.add(started("demo-producer-" + number, producer));
    }
    for (int member = 0; member < MEMBERS; member++) {
      String instance = "board-" + member;
      FlightsBoard board =
          new FlightsBoard(DemoClusters.TOPIC, () -> consumer(instance), delivered);
      boards.add(board);
      reading.add(started("demo-" + instance, board));
    }
  }

  private Consumer<byte[], byte[]> consumer(String instance) {
    return new SwitchingConsumer<>(
        clusters.application(
            instance,
            Map.of(
                "group.id",
                DemoClusters.GROUP,
                "enable.auto.commit",
                "false",
                "auto.offset.reset",
                "earliest")),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static Thread started(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Records handed to the producing clients so far. */
  long sent() {
    return producers.stream().mapToLong(FlightsProducer::sent).sum();
  }

  /** Whether the backlog is written and the producers keep up with their pace. */
  boolean isSteady() {
    return producers.stream().allMatch(FlightsProducer::isSteady);
  }

  /** Records acknowledged so far. */
  long acknowledged() {
    return producers.stream().mapToLong(producer -> producer.promised().size()).sum();
  }

  /** Records given to the group so far, repeats included. */
  long consumed() {
    return boards.stream().mapToLong(FlightsBoard::count).sum();
  }

  /** The longest time a producer saw no acknowledgement since the last call, in milliseconds. */
  long takeLongestSilenceMillis() {
    return producers.stream().mapToLong(FlightsProducer::takeLongestSilenceMillis).max().orElse(0);
  }

  /** Stops the producers and waits for every acknowledgement. */
  void stopProducing() {
    producers.forEach(FlightsProducer::stop);
    producing.forEach(DemoLoad::join);
    producers.forEach(FlightsProducer::close);
    producing.clear();
  }

  /** Stops the group. */
  void stopReading() {
    boards.forEach(FlightsBoard::stop);
    reading.forEach(DemoLoad::join);
    reading.clear();
  }

  Set<Message> promised() {
    Set<Message> all = new HashSet<>();
    producers.forEach(producer -> all.addAll(producer.promised()));
    return all;
  }

  /** What went wrong in the applications themselves, in words; empty in a good run. */
  List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    sendFailures().forEach((error, count) -> troubles.add(count + " sends failed with " + error));
    for (FlightsBoard board : boards) {
      if (board.failure() != null) {
        troubles.add("a consumer ended with " + board.failure());
      }
    }
    return troubles;
  }

  Map<String, Long> sendFailures() {
    Map<String, Long> all = new HashMap<>();
    producers.forEach(
        producer ->
            producer.refusals().forEach((error, count) -> all.merge(error, count, Long::sum)));
    return all;
  }

  /** Everything the group was given, in order of delivery within each partition. */
  List<Seen> delivered() {
    synchronized (delivered) {
      return new ArrayList<>(delivered);
    }
  }

  @Override
  public void close() {
    if (!producing.isEmpty()) {
      stopProducing();
    }
    if (!reading.isEmpty()) {
      stopReading();
    }
  }
}
