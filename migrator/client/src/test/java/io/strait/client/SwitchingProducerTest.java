package io.strait.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The producer with its own thread, on clusters that answer when flushed. */
@Timeout(30)
class SwitchingProducerTest {
  private final FakeEstate estate = new FakeEstate(() -> {});
  private final HandFeed feed = new HandFeed(Authority.NONE);

  private SwitchingProducer<byte[], byte[]> producer(boolean transactional) {
    return new SwitchingProducer<>(
        new RecordWriter<>(
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            new Interceptors<>(List.of()),
            Clock.systemUTC()),
        new ProducerLimits(10_000, 200, 20_000, transactional),
        estate,
        feed,
        Clock.systemUTC());
  }

  private static ProducerRecord<byte[], byte[]> record(String value) {
    return new ProducerRecord<>("topic", 0, null, value.getBytes(UTF_8));
  }

  @Test
  void shouldFlushHeldRecordsOnceThereIsARoute() throws Exception {
    try (SwitchingProducer<byte[], byte[]> producer = producer(false)) {
      Future<RecordMetadata> held = producer.send(record("a"));
      CompletableFuture<Void> flush = CompletableFuture.runAsync(producer::flush);
      assertThat(held.isDone()).isFalse();
      assertThat(flush).isNotDone();
      feed.publish(Authority.SOURCE);
      flush.get(10, TimeUnit.SECONDS);
      assertThat(held.get(0, TimeUnit.SECONDS).offset()).isZero();
    }
    assertThat(feed.closed()).isTrue();
  }

  @Test
  void shouldKeepTheBytesThatWereGivenWhenTheApplicationReusesThem() {
    try (SwitchingProducer<byte[], byte[]> producer = producer(false)) {
      byte[] reused = "first".getBytes(UTF_8);
      producer.send(new ProducerRecord<>("topic", 0, null, reused));
      System.arraycopy("other".getBytes(UTF_8), 0, reused, 0, 5);
      feed.publish(Authority.SOURCE);
      producer.flush();
    }
    assertThat(estate.log(0)).containsExactly("first");
  }

  @Test
  void shouldKeepEachThreadsOrderUnderManySwitches() throws Exception {
    AtomicBoolean sending = new AtomicBoolean(true);
    AtomicIntegerArray sent = new AtomicIntegerArray(3);
    List<Thread> senders = new ArrayList<>();
    LockedEstate locked = new LockedEstate(estate);
    SwitchingProducer<byte[], byte[]> producer =
        new SwitchingProducer<>(
            new RecordWriter<>(
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                new Interceptors<>(List.of()),
                Clock.systemUTC()),
            new ProducerLimits(5_000, 20_000, 20_000, false),
            locked,
            feed,
            Clock.systemUTC());
    for (int sender = 0; sender < 3; sender++) {
      int partition = sender;
      Thread thread =
          new Thread(
              () -> {
                while (sending.get()) {
                  byte[] next = Integer.toString(sent.getAndIncrement(partition)).getBytes(UTF_8);
                  producer.send(new ProducerRecord<>("topic", partition, null, next));
                  LockSupport.parkNanos(10_000);
                }
              });
      thread.start();
      senders.add(thread);
    }
    for (int round = 0; round < 40; round++) {
      await(feed.publish(round % 2 == 0 ? Authority.TARGET : Authority.SOURCE));
      await(feed.publish(Authority.NONE));
    }
    sending.set(false);
    await(feed.publish(Authority.SOURCE));
    for (Thread sender : senders) {
      sender.join();
    }
    producer.flush();
    producer.close();
    for (int partition = 0; partition < 3; partition++) {
      assertThat(estate.log(partition)).hasSize(sent.get(partition));
      assertThat(estate.log(partition).stream().map(Integer::valueOf)).isSorted();
    }
    assertThat(estate.opened().size()).isEqualTo(41);
  }

  private void await(Route route) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> feed.acknowledged() == route.epoch());
  }

  @Test
  void shouldFailHeldRecordsWhenClosedInTime() {
    SwitchingProducer<byte[], byte[]> producer = producer(false);
    Future<RecordMetadata> held = producer.send(record("a"));
    producer.close(Duration.ofMillis(100));
    producer.close(Duration.ofMillis(100));

    assertThatThrownBy(held::get)
        .hasCauseInstanceOf(KafkaException.class)
        .hasMessageContaining("closed while the record was held");
    assertThatThrownBy(() -> producer.send(record("b")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(feed.closed()).isTrue();
    assertThat(estate.log(0)).isEmpty();
  }

  @Test
  void shouldWaitForARouteInCallsThatNeedACluster() {
    try (SwitchingProducer<byte[], byte[]> producer = producer(true)) {
      assertThatThrownBy(producer::beginTransaction)
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("max.block.ms = 200");
      assertThatThrownBy(() -> producer.partitionsFor("topic"))
          .isInstanceOf(TimeoutException.class);
      assertThat(producer.metrics()).isEmpty();
      feed.publish(Authority.SOURCE);
      producer.initTransactions();
      assertThatThrownBy(() -> producer.send(record("a")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("beginTransaction");
      producer.beginTransaction();
      producer.send(record("a"));
      producer.commitTransaction();
      assertThatThrownBy(producer::commitTransaction).isInstanceOf(IllegalStateException.class);
    }
    assertThat(estate.log(0)).containsExactly("a");
  }
}
