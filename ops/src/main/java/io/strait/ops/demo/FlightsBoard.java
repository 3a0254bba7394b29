package io.strait.ops.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * One member of an application's consumer group; writes down every record it was given and commits
 * after each poll.
 *
 * <p>One thread polls; {@link #count()} may be read by others.
 */
final class FlightsBoard implements Runnable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> open;
  private final List<Seen> account;
  private volatile boolean stopping;
  private volatile long count;
  private volatile RuntimeException failure;

  /**
   * Prepares the member.
   *
   * @param account shared by the members of the group; guarded by itself. A partition moves between
   *     members only after the earlier owner has gone, so the order within a partition is the order
   *     of delivery.
   */
  FlightsBoard(String topic, Supplier<Consumer<byte[], byte[]>> open, List<Seen> account) {
    this.topic = topic;
    this.open = open;
    this.account = account;
  }

  @Override
  public void run() {
    try (Consumer<byte[], byte[]> consumer = open.get()) {
      consumer.subscribe(List.of(topic));
      while (!stopping) {
        note(consumer.poll(POLL));
        consumer.commitSync();
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  void stop() {
    stopping = true;
  }

  /** Records this member was given. */
  long count() {
    return count;
  }

  /** What ended the member early, or null while all is well. */
  RuntimeException failure() {
    return failure;
  }

  private void note(ConsumerRecords<byte[], byte[]> records) {
    List<Seen> given = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      given.add(Seen.of(record));
    }
    synchronized (account) {
      account.addAll(given);
    }
    count += given.size();
  }
}
