package io.strait.replicator.engine;

/**
 * How urgent a topic is when there is not enough bandwidth for all.
 *
 * <p>A class gets its weight's share of what a link moves while others want more than is left for
 * them; what a class does not use goes to the others.
 */
public enum PriorityClass {
  /** First in every shortage. */
  CRITICAL(16),
  /** What no class was named for. */
  NORMAL(4),
  /** Backfills and archives: takes what the others leave, and a small share in any case. */
  BULK(1);

  private final int weight;

  PriorityClass(int weight) {
    this.weight = weight;
  }

  /** The weight that holds unless {@link FlowSettings#weights} says otherwise. */
  public int defaultWeight() {
    return weight;
  }
}
