package io.strait.replicator.topology;

/**
 * A topic that a link does not mirror though it should; the link's other topics are not affected.
 *
 * @param topic its name on the source
 * @param reason what is wrong and what to do next, without the topic's name at its beginning
 */
public record RefusedTopic(String topic, String reason) {
  @Override
  public String toString() {
    return "topic '" + topic + "' " + reason;
  }
}
