package io.strait.validator.audit;

/**
 * How far event time is in one topic.
 *
 * @param topic source topic
 * @param watermark milliseconds since the epoch up to which records are believed to be complete;
 *     {@link Long#MIN_VALUE} while nothing is known; never goes back
 * @param keptFrom windows that start before it are no longer kept, their records count as older;
 *     never goes back
 */
public record TopicTime(String topic, long watermark, long keptFrom) implements AuditEntry {
  /** Nothing is known yet. */
  public static TopicTime unknown(String topic) {
    return new TopicTime(topic, Long.MIN_VALUE, Long.MIN_VALUE);
  }

  @Override
  public String name() {
    return "time " + topic;
  }
}
