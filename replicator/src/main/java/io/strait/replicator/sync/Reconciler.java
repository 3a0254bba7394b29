package io.strait.replicator.sync;

import java.util.List;

/**
 * Keeps one aspect of a link's target the twin of its source: observe, compare, apply.
 *
 * <p>{@link #plan} writes nothing. {@link #apply} writes only what the plan's differences with
 * {@link Handling#APPLY} ask for, in batches of bounded size, goes on after a failure with the
 * rest, and is safe to repeat after a crash at any point. One thread at a time.
 */
public interface Reconciler extends AutoCloseable {
  /** What it keeps. */
  Aspect aspect();

  /**
   * Observes both sides and compares.
   *
   * @throws io.strait.replicator.cluster.ClusterException if a side cannot be read at all; what
   *     only a part is kept from is a {@link Handling#BLOCKED} difference or a note
   */
  TwinPlan plan();

  /** Closes what the plan says can be closed; one outcome for each such difference. */
  List<Outcome> apply(TwinPlan plan);

  @Override
  void close();
}
