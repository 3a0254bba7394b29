package io.strait.replicator.topology;

/**
 * Which topics of the source a link takes without naming them, those that appear later included.
 * Immutable; safe for use by several threads; quick, because it sees every topic of the source.
 *
 * <p>Implementations define {@code equals}, so that a changed configuration can be told.
 */
public interface TopicFilter {
  /** Whether a topic of the source belongs to the link; never asked about {@link Internals}. */
  boolean admits(String topic);

  /** Whether it admits nothing whatever the name, so that the source's topics need no listing. */
  boolean isEmpty();

  /** One line that tells an operator what it does; filters that differ have different texts. */
  String text();
}
