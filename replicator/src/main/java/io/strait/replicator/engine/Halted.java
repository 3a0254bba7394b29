package io.strait.replicator.engine;

import io.strait.replicator.progress.PartitionState;
import java.util.Optional;

/** Stopped until somebody mends the cause and starts the link again. */
record Halted(Halt halt) implements Stage.Final {
  @Override
  public PartitionState state() {
    return PartitionState.HALTED;
  }

  @Override
  public void advance(long now) {
    // Nothing passes by itself here.
  }

  @Override
  public Optional<String> problem() {
    return Optional.of(halt.toString());
  }

  @Override
  public void leave() {
    // Holds nothing.
  }
}
