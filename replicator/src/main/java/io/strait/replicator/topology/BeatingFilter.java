package io.strait.replicator.topology;

import java.util.Optional;

/**
 * What a link takes, and the topic of its own heartbeats as soon and as long as the source has it.
 * Not named by the link, so that it goes on as before where the topic may not be created.
 *
 * @param others what the link takes besides
 * @param topic the heartbeats
 */
public record BeatingFilter(TopicFilter others, String topic) implements TopicFilter {
  @Override
  public boolean admits(String other) {
    return others.admits(other);
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public Optional<String> heartbeat() {
    return Optional.of(topic);
  }

  @Override
  public String text() {
    return others.isEmpty() ? topic : others.text() + " and " + topic;
  }
}
