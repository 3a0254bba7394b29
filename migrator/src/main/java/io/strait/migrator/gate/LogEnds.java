package io.strait.migrator.gate;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Every partition of a link's topics on both of its clusters, with its log end as any consumer sees
 * it. The target must have been read before the source: then a mirror never ends later.
 *
 * @param source by the names at the link's source
 * @param target by the names at the link's target
 */
public record LogEnds(Map<TopicPartition, Long> source, Map<TopicPartition, Long> target) {
  /** Keeps copies. */
  public LogEnds {
    source = Map.copyOf(source);
    target = Map.copyOf(target);
  }
}
