package io.strait.replicator.mirror.publish;

import io.strait.replicator.topology.TopicFilter;
import java.util.Map;

/**
 * Takes topics by a topic filter of somebody's own, written for MirrorMaker 2. connect-mirror must
 * be on the class path beside it, for its interface.
 */
public final class ClassTopicFilter implements TopicFilter {
  private final String type;
  private final Map<String, String> properties;
  private final org.apache.kafka.connect.mirror.TopicFilter filter;

  /**
   * Makes and configures it.
   *
   * @throws IllegalArgumentException if there is no such class
   */
  public ClassTopicFilter(String type, Map<String, String> properties) {
    this.type = type;
    this.properties = Map.copyOf(properties);
    this.filter = made(type);
    filter.configure(properties);
  }

  private static org.apache.kafka.connect.mirror.TopicFilter made(String type) {
    try {
      return PlugIn.of(type, org.apache.kafka.connect.mirror.TopicFilter.class);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "class '"
              + type
              + "' needs the jar connect-mirror beside it on the class path (STRAIT_CLASSPATH)",
          e);
    }
  }

  @Override
  public boolean admits(String topic) {
    return filter.shouldReplicateTopic(topic);
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public String text() {
    return "topics by " + type + " " + properties;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassTopicFilter that
        && type.equals(that.type)
        && properties.equals(that.properties);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
