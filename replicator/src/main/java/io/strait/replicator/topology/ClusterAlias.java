package io.strait.replicator.topology;

/**
 * The name an operator gives a cluster, for example {@code east}.
 *
 * @param value 1 to 63 characters of {@code a-z 0-9 . _ -}
 */
public record ClusterAlias(String value) {
  /** Refuses an illegal name with {@link IllegalArgumentException}. */
  public ClusterAlias {
    Names.checked("cluster alias", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
