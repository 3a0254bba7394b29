package io.strait.replicator.mirror.mm2;

import java.util.List;

/**
 * What a file says, as far as Strait is concerned.
 *
 * @param clusters in the order of the file
 * @param pairs directions that are enabled
 * @param keys what becomes of every key, in order of their names
 * @param problems why it cannot be taken as it is; empty if it can
 */
public record MirrorMakerPlan(
    List<MirrorCluster> clusters,
    List<MirrorPair> pairs,
    List<KeyFate> keys,
    List<KeyProblem> problems) {
  /** Keeps copies. */
  public MirrorMakerPlan {
    clusters = List.copyOf(clusters);
    pairs = List.copyOf(pairs);
    keys = List.copyOf(keys);
    problems = List.copyOf(problems);
  }

  /** The cluster of that alias. */
  public MirrorCluster cluster(String alias) {
    return clusters.stream()
        .filter(cluster -> cluster.alias().equals(alias))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no cluster is called '" + alias + "'"));
  }
}
