package io.strait.replicator.mirror.adopt;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.mirror.logs.LogReading;
import java.util.Iterator;
import org.apache.kafka.common.TopicPartition;

/** A mirror partition as its readers see it: without what a transactional worker has aborted. */
final class MirrorReading implements Iterator<HeldEntry>, AutoCloseable {
  private final LogReading committed;

  MirrorReading(Cluster cluster, TopicPartition partition, long from, long to) {
    this.committed = new LogReading(cluster, partition, from, to, true);
  }

  @Override
  public boolean hasNext() {
    return committed.hasNext();
  }

  @Override
  public HeldEntry next() {
    return HeldEntry.of(committed.next(), HeldEntry.State.COMMITTED);
  }

  @Override
  public void close() {
    committed.close();
  }
}
