package io.strait.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/** In-memory consumers of kafka-clients, one per opening, and the offsets they committed. */
final class FakeReaders implements ConsumerOpener<String, String> {
  static final TopicPartition ZERO = new TopicPartition("topic", 0);

  final List<Reader> opened = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  boolean closed;

  /** A consumer that tells what is done to it. */
  final class Reader extends MockConsumer<String, String> {
    final String alias;
    final boolean moved;
    final Map<TopicPartition, Long> seeks = new HashMap<>();
    private ConsumerRebalanceListener listener = Interest.SILENT;

    Reader(String alias, boolean moved) {
      super("earliest");
      this.alias = alias;
      this.moved = moved;
      updateBeginningOffsets(Map.of(ZERO, 0L));
      updateEndOffsets(Map.of(ZERO, 100L));
    }

    @Override
    public synchronized void subscribe(
        Collection<String> topics, ConsumerRebalanceListener theirs) {
      listener = theirs;
      super.subscribe(topics, theirs);
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
      seeks.put(partition, offset);
      super.seek(partition, offset);
    }

    @Override
    public synchronized void commitSync(
        Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      super.commitSync(offsets, timeout);
      offsets.forEach((partition, at) -> events.add(alias + " commit " + at.offset()));
    }

    @Override
    public synchronized void commitSync(Duration timeout) {
      commitAsync((offsets, error) -> {});
    }

    @Override
    public synchronized void commitAsync(OffsetCommitCallback callback) {
      assignment().forEach(one -> events.add(alias + " commit " + position(one)));
    }

    @Override
    public void close(CloseOptions options) {
      if (!subscription().isEmpty()) {
        listener.onPartitionsRevoked(assignment());
      }
      events.add(alias + " closed");
      super.close(options);
    }

    void deliver(long offset, String value) {
      addRecord(new ConsumerRecord<>("topic", 0, offset, "key", value));
    }

    /** Gives the member its partition, as the group would. */
    void join() {
      rebalance(Set.of(ZERO));
      listener.onPartitionsAssigned(Set.of(ZERO));
    }
  }

  Reader last() {
    return opened.get(opened.size() - 1);
  }

  @Override
  public Consumer<String, String> open(String alias, boolean moved) {
    opened.add(new Reader(alias, moved));
    return last();
  }

  @Override
  public void close() {
    closed = true;
  }
}
