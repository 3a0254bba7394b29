package io.strait.replicator.mirror.adopt;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.mirror.logs.LogBounds;
import io.strait.replicator.mirror.logs.LogReading;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A source partition as a reader sees it that waits for no transaction, with what became of each
 * record's transaction: MirrorMaker 2 copies what was aborted as well, unless it is told otherwise.
 *
 * <p>As long as offsets have no gaps there was no transaction, and one reader is enough. One
 * thread.
 */
final class SourceReading implements Iterator<HeldEntry>, AutoCloseable {
  private final Cluster cluster;
  private final LogBounds.Bounds bounds;
  private final TopicPartition partition;
  private final LogReading committed;
  private Optional<LogReading> all = Optional.empty();
  private Optional<ConsumerRecord<byte[], byte[]>> next = Optional.empty();
  private long at;

  /**
   * @param from not before the log's start
   */
  SourceReading(Cluster cluster, TopicPartition partition, long from, LogBounds.Bounds bounds) {
    this.cluster = cluster;
    this.partition = partition;
    this.bounds = bounds;
    this.at = from;
    this.committed = new LogReading(cluster, partition, from, bounds.stable(), true);
  }

  @Override
  public boolean hasNext() {
    if (next.isEmpty() && committed.hasNext()) {
      next = Optional.of(committed.next());
    }
    if (all.isEmpty() && next.map(ConsumerRecord::offset).orElse(bounds.end()) > at) {
      all = Optional.of(new LogReading(cluster, partition, at, bounds.end(), false));
    }
    return all.map(LogReading::hasNext).orElse(next.isPresent());
  }

  @Override
  public HeldEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException(partition + " ends");
    }
    ConsumerRecord<byte[], byte[]> held = all.map(LogReading::next).orElseGet(next::orElseThrow);
    boolean counts = next.filter(one -> one.offset() == held.offset()).isPresent();
    if (counts) {
      next = Optional.empty();
    }
    at = held.offset() + 1;
    HeldEntry.State undecided =
        held.offset() >= bounds.stable() ? HeldEntry.State.OPEN : HeldEntry.State.ABORTED;
    return HeldEntry.of(held, counts ? HeldEntry.State.COMMITTED : undecided);
  }

  @Override
  public void close() {
    committed.close();
    all.ifPresent(LogReading::close);
  }
}
