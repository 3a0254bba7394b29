package io.strait.replicator.engine;

import java.util.HashSet;
import java.util.Set;

/** Lets only so many do something at once. One thread. */
final class AtMost<T> {
  private final int most;
  private final Set<T> inside = new HashSet<>();

  AtMost(int most) {
    this.most = most;
  }

  /** Whether it may go on now; it may until it is removed. */
  boolean enter(T one) {
    return inside.contains(one) || inside.size() < most && inside.add(one);
  }

  void remove(T one) {
    inside.remove(one);
  }
}
