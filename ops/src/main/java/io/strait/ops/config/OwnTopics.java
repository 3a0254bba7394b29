package io.strait.ops.config;

import io.strait.replicator.topology.TopicSelection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The topics that a link's other keys may name.
 *
 * @param selection empty if the link's own topics were refused: that is a problem already, and what
 *     names a topic is not another one
 */
record OwnTopics(Optional<TopicSelection> selection) {
  /** Whether the link mirrors the topic, or will once the source has it. */
  boolean have(String topic) {
    return selection.filter(found -> found.covers(topic)).isPresent();
  }

  /** Whether to complain about it. */
  boolean miss(String topic) {
    return selection.filter(found -> !found.covers(topic)).isPresent();
  }

  /** Those that are named. */
  Set<String> names() {
    return selection.map(found -> new TreeSet<>(found.names())).orElseGet(TreeSet::new);
  }
}
