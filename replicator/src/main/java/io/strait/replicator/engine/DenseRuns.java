package io.strait.replicator.engine;

import io.strait.replicator.wire.DenseRun;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The record path as the intake sees it: makes dense batches of one that may not pass as it is. */
@FunctionalInterface
interface DenseRuns {
  /**
   * The records from source offset {@code from} on, one batch per run of consecutive offsets.
   *
   * @return empty if the batch is damaged
   */
  Optional<List<DenseRun>> of(ByteBuffer buffer, int at, int size, long from);
}
