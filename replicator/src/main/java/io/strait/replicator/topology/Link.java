package io.strait.replicator.topology;

import java.util.List;

/**
 * One direction of replication: from one source cluster to one target cluster.
 *
 * @param name unique name
 * @param source where records are read
 * @param target where records are appended
 * @param selection what is mirrored, and under which names
 */
public record Link(
    LinkName name, ClusterAlias source, ClusterAlias target, TopicSelection selection) {
  /** Refuses a link onto itself. */
  public Link {
    if (source.equals(target)) {
      throw new IllegalArgumentException(
          "link '" + name + "': source and target are both '" + source + "'; they must differ");
    }
  }

  /** Mirrors exactly these topics; refuses an empty and a repeating list. */
  public Link(LinkName name, ClusterAlias source, ClusterAlias target, List<TopicMapping> topics) {
    this(name, source, target, selection(name, topics));
  }

  private static TopicSelection selection(LinkName name, List<TopicMapping> topics) {
    try {
      return TopicSelection.of(topics);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("link '" + name + "': " + e.getMessage(), e);
    }
  }

  /**
   * The topics that the link names, in the order of the configuration. What its patterns bring is
   * not among them: {@link TopicSelection#resolve} tells, given the source's topics.
   */
  public List<TopicMapping> topics() {
    return selection.named();
  }

  /** The same link over exactly these topics. */
  public Link over(List<TopicMapping> topics) {
    return new Link(name, source, target, topics);
  }

  /** The same link, which mirrors its own heartbeats too. */
  public Link beating() {
    TopicFilter filter = new BeatingFilter(selection.filter(), heartbeats());
    return new Link(
        name, source, target, new TopicSelection(selection.names(), filter, selection.naming()));
  }

  /** The topic of the link's heartbeats on its source, whether there are any or not. */
  public String heartbeats() {
    return TopicFilter.HEARTBEATS + name;
  }

  /**
   * The link that runs the other way over the same topics.
   *
   * @throws IllegalStateException if the link takes topics by patterns: a name on the target does
   *     not say then whether it came from here
   */
  public Link reversed() {
    if (selection.isOpen()) {
      throw new IllegalStateException(
          "link '" + name + "' takes topics by patterns; only named topics can be turned round");
    }
    return new Link(
        name.reversed(), target, source, topics().stream().map(TopicMapping::reversed).toList());
  }
}
