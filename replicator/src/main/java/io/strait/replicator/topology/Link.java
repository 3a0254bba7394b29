package io.strait.replicator.topology;

import java.util.List;

/**
 * One direction of replication: from one source cluster to one target cluster.
 *
 * @param name unique name
 * @param source where records are read
 * @param target where records are appended
 * @param topics what is mirrored, in the order of the configuration; never empty
 */
public record Link(
    LinkName name, ClusterAlias source, ClusterAlias target, List<TopicMapping> topics) {
  /** Refuses a link onto itself and an empty or repeating topic list. */
  public Link {
    topics = List.copyOf(topics);
    if (source.equals(target)) {
      throw new IllegalArgumentException(
          "link '" + name + "': source and target are both '" + source + "'; they must differ");
    }
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("link '" + name + "': names no topic; give at least one");
    }
    if (topics.stream().map(TopicMapping::target).distinct().count() != topics.size()) {
      throw new IllegalArgumentException(
          "link '" + name + "': two topics map to the same target topic; target names must differ");
    }
  }

  /** The link that runs the other way over the same topics. */
  public Link reversed() {
    return new Link(
        name.reversed(), target, source, topics.stream().map(TopicMapping::reversed).toList());
  }
}
