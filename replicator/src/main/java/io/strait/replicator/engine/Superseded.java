package io.strait.replicator.engine;

import io.strait.replicator.progress.PartitionState;
import java.util.Optional;

/**
 * The source has another topic of this name, and the link follows it: waits for its next look at
 * both clusters' topics, which begins this partition anew. Pump's thread.
 */
record Superseded(PumpContext context, PartitionCopy copy, Halt halt) implements Stage.Reading {
  /** Waits instead of halting, if that is so; whether it does. */
  static boolean waits(PumpContext context, PartitionCopy copy, Halt halt) {
    boolean follows =
        halt.cause() == Halt.Cause.SOURCE_RECREATED
            && context.options().policy().followsRecreated();
    if (follows && !(copy.stage() instanceof Superseded)) {
      copy.enter(new Superseded(context, copy, halt), "Source topic was created again");
    }
    return follows;
  }

  @Override
  public PartitionState state() {
    return PartitionState.RESOLVING;
  }

  @Override
  public Optional<String> problem() {
    return Optional.of(halt.toString());
  }

  @Override
  public void leave() {
    // Holds nothing.
  }

  @Override
  public void advance(long now) {
    if (TopicWatch.changed(context, copy.pair()).isEmpty()) {
      // A broker that was behind had named another id.
      copy.doubt("the source topic is the same again");
    }
  }
}
