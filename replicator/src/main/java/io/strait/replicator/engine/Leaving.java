package io.strait.replicator.engine;

import io.strait.replicator.progress.PartitionState;
import java.util.Optional;

/** The partition goes to another engine: nothing is fetched or sent any more. */
final class Leaving implements Stage.Final {
  @Override
  public PartitionState state() {
    return PartitionState.PAUSED;
  }

  @Override
  public void advance(long now) {
    // The last answers come by themselves.
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  public void leave() {
    // Holds nothing.
  }
}
