package io.strait.validator.slo;

import io.strait.replicator.topology.LinkName;

/**
 * Where whoever measures a link hands in what it counted. Called by any thread; returns at once.
 *
 * <p>Each event is to be handed in once, when its verdict is final: a record when its sealed range
 * is closed, not when it is merely suspected. What is not measured is not handed in; nobody takes
 * silence for good. Samples of links without objectives, or that another process owns, are dropped.
 */
@FunctionalInterface
public interface SliSink {
  /** Takes the counts. */
  void accept(LinkName link, SliSample sample);

  /** Keeps nothing: for where there are no objectives. */
  static SliSink none() {
    return (link, sample) -> {};
  }
}
