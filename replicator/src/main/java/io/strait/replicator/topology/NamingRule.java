package io.strait.replicator.topology;

/**
 * How a link names its mirror topics. Immutable; safe for use by several threads.
 *
 * <p>Implementations define {@code equals}, so that a changed configuration can be told.
 */
public interface NamingRule {
  /**
   * The name on the target.
   *
   * @param source a topic of the source
   * @return any text: {@link TopicSelection#resolve} refuses what no cluster takes as a name, and a
   *     name that two topics would share
   */
  String target(String source);

  /** One line that tells an operator what it does; rules that differ have different texts. */
  String text();
}
