package io.strait.replicator.topology;

import java.util.Optional;

/**
 * Which topics of the source a link takes without naming them, those that appear later included.
 * Immutable; safe for use by several threads; quick, because it sees every topic of the source.
 *
 * <p>Implementations define {@code equals}, so that a changed configuration can be told.
 */
public interface TopicFilter {
  /**
   * Start of the names of topics that daemons write heartbeats to on a source; the link's name
   * follows. Each is mirrored by its own link alone, and by no pattern.
   */
  String HEARTBEATS = "strait.heartbeats.";

  /** Whether a topic of the source belongs to the link; never asked about {@link Internals}. */
  boolean admits(String topic);

  /** Whether it admits nothing whatever the name, so that the source's topics need no listing. */
  boolean isEmpty();

  /** The one internal topic that the link takes, if it takes one. */
  default Optional<String> heartbeat() {
    return Optional.empty();
  }

  /** One line that tells an operator what it does; filters that differ have different texts. */
  String text();
}
