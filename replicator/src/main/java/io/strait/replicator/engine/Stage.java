package io.strait.replicator.engine;

import io.strait.replicator.progress.PartitionState;
import java.util.Optional;

/** What a partition is doing; each stage holds only its own data. Owned by the pump's thread. */
sealed interface Stage {
  /** How it shows outside. */
  PartitionState state();

  /** Does what can be done now without waiting. */
  void advance(long now);

  /** Why it does not get on, if it does not. */
  Optional<String> problem();

  /** Gives back what it holds; called once, when another stage takes over. */
  void leave();

  /** A stage that reads the target and decides where to go on. */
  non-sealed interface Reading extends Stage {}

  /** A stage that appends to the target over one pinned connection. */
  non-sealed interface Feeding extends Stage {
    /** Broker that led the target partition when the stage began. */
    int node();

    /** Bytes of the next batch to send, or 0 if there is none. */
    int nextBytes();

    /** All bytes ready to be sent. */
    long readyBytes();

    /** Takes the next batch, stamped. */
    Outgoing take();

    /** The batch is in the target's log at its own offset. */
    void acknowledged(Outgoing batch);
  }

  /** A stage without end. */
  non-sealed interface Final extends Stage {}
}
