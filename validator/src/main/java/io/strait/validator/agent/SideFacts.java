package io.strait.validator.agent;

import java.util.List;
import java.util.Optional;

/**
 * Which cluster a side is, and what of the topics asked for it has.
 *
 * @param clusterId as the brokers tell it
 * @param topics those that exist
 */
public record SideFacts(String clusterId, List<Topic> topics) {
  /** Copies the list. */
  public SideFacts {
    topics = List.copyOf(topics);
  }

  /**
   * One topic.
   *
   * @param name on this side
   * @param id as the brokers tell it
   * @param partitions how many, 1 or more
   * @param compacted whether records may be superseded; false where that may not be read
   */
  public record Topic(String name, String id, int partitions, boolean compacted) {}

  /** The topic of that name. */
  public Optional<Topic> topic(String name) {
    return topics.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }
}
