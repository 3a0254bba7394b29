package io.strait.replicator.engine;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** A share that a test changes by hand. */
final class SlotShare implements PartitionShare {
  private final String slot;
  private volatile Portion portion = Portion.NONE;

  SlotShare(String slot) {
    this.slot = slot;
  }

  /** From now on exactly these; answers with the version to wait for. */
  long give(Set<TopicPartition> partitions) {
    Set<TopicPartition> copy = Set.copyOf(partitions);
    Portion next = new Portion(portion.version() + 1, copy::contains);
    portion = next;
    return next.version();
  }

  @Override
  public String slot() {
    return slot;
  }

  @Override
  public Portion current() {
    return portion;
  }

  @Override
  public void refresh() {
    // Whoever gives by hand gives at once.
  }
}
