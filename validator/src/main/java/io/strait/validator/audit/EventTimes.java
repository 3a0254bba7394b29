package io.strait.validator.audit;

import io.strait.validator.audit.Watermarks.Sight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Moves event time on, topic by topic. Confined to one thread. */
final class EventTimes {
  private final WindowRule rule;
  private final Map<TopicPartition, Long> lastTimed = new HashMap<>();
  private Map<String, List<Sight>> topics = new TreeMap<>();

  EventTimes(WindowRule rule) {
    this.rule = rule;
  }

  /** Records with a believable time were read; others tell nothing about event time. */
  void read(TopicPartition source, long now) {
    lastTimed.put(source, now);
  }

  /**
   * One partition as it is now.
   *
   * @param waits whether there is something to read that was not read yet
   */
  void see(TopicPartition source, EventClock clock, boolean waits, long now) {
    // A clock that was set back must not keep a partition from being idle.
    long last = lastTimed.merge(source, now, Math::min);
    topics
        .computeIfAbsent(source.topic(), topic -> new ArrayList<>())
        .add(new Sight(clock, waits, last));
  }

  /** Moves the watermarks of all topics that were seen, which are then forgotten. */
  void advance(WindowBook book, long now) {
    topics.forEach(
        (topic, sights) ->
            Watermarks.believable(sights, rule, now).ifPresent(mark -> book.advance(topic, mark)));
    topics = new TreeMap<>();
  }

  /** Forgets all other partitions. */
  void keep(Collection<TopicPartition> partitions) {
    lastTimed.keySet().retainAll(partitions);
  }
}
