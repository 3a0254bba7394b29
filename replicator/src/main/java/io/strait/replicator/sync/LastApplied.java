package io.strait.replicator.sync;

import java.util.Map;
import java.util.Optional;

/**
 * What a link applied to its target last, so that a change that somebody else made there can be
 * told from a change on the source. One thread at a time.
 */
public interface LastApplied {
  /**
   * As last applied.
   *
   * @param resource a {@link Difference#resource}
   * @return the value that was applied, in the aspect's own notation; empty if none ever was, or if
   *     it was withdrawn
   */
  Optional<String> value(Aspect aspect, String resource);

  /** All that was applied for an aspect, by resource. */
  Map<String, String> values(Aspect aspect);

  /**
   * Writes down what was applied; returns once it is stored. An empty value withdraws.
   *
   * @throws io.strait.replicator.cluster.ClusterException if it cannot be stored
   */
  void applied(Aspect aspect, Map<String, Optional<String>> values);
}
