package io.strait.replicator.topology;

/**
 * A topic on the source and its mirror topic on the target.
 *
 * @param source topic name on the source cluster
 * @param target topic name on the target cluster; the same unless a naming policy renames it
 */
public record TopicMapping(String source, String target) {
  /** Refuses blank names with {@link IllegalArgumentException}. */
  public TopicMapping {
    if (source.isBlank() || target.isBlank()) {
      throw new IllegalArgumentException(
          "topic mapping '" + source + "' -> '" + target + "': both names must be given");
    }
  }

  /** The mapping of a topic that keeps its name. */
  public static TopicMapping same(String topic) {
    return new TopicMapping(topic, topic);
  }

  /** The mapping of the link that runs the other way. */
  public TopicMapping reversed() {
    return new TopicMapping(target, source);
  }
}
