package io.strait.replicator.engine;

import io.strait.replicator.wire.RecordEdit;
import java.util.Optional;

/** Where a link's transforms come from; the engine does not know who wrote them. Any thread. */
public interface RecordTransforms {
  /** Whether something is done to records of this source topic. */
  boolean concerns(String topic);

  /**
   * Instances of their own for one partition, for one thread; the caller closes them.
   *
   * @return empty if nothing is done to records of this source topic
   */
  Optional<RecordEdit> open(String topic, int partition);

  /** No transforms. */
  static RecordTransforms none() {
    return new RecordTransforms() {
      @Override
      public boolean concerns(String topic) {
        return false;
      }

      @Override
      public Optional<RecordEdit> open(String topic, int partition) {
        return Optional.empty();
      }
    };
  }
}
