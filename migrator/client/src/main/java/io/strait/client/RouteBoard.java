package io.strait.client;

import java.util.Optional;

/** Keeps HighestEpochWins for one wave. Safe for use by several threads. */
final class RouteBoard {
  private final String wave;
  private volatile Route best;

  RouteBoard(String wave) {
    this.wave = wave;
  }

  /** Takes a route of this wave with a higher epoch than all before; true if it did. */
  synchronized boolean offer(Route route) {
    if (!route.wave().equals(wave) || (best != null && best.epoch() >= route.epoch())) {
      return false;
    }
    best = route;
    return true;
  }

  /** The best so far. */
  Optional<Route> best() {
    return Optional.ofNullable(best);
  }
}
