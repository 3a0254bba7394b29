package io.strait.replicator.topology;

import java.util.List;
import java.util.regex.Pattern;

/** Regular expressions on whole names. */
public final class TopicPatterns implements TopicFilter {
  private static final TopicPatterns NONE = new TopicPatterns(List.of(), List.of());

  private final List<Pattern> include;
  private final List<Pattern> exclude;

  /**
   * Compiles them.
   *
   * @param include a topic must match one of these
   * @param exclude and none of these
   * @throws java.util.regex.PatternSyntaxException for what is no regular expression
   */
  public TopicPatterns(List<String> include, List<String> exclude) {
    this.include = include.stream().map(Pattern::compile).toList();
    this.exclude = exclude.stream().map(Pattern::compile).toList();
  }

  /** Admits nothing. */
  public static TopicPatterns none() {
    return NONE;
  }

  /** As they were given. */
  public List<String> include() {
    return include.stream().map(Pattern::pattern).toList();
  }

  /** As they were given. */
  public List<String> exclude() {
    return exclude.stream().map(Pattern::pattern).toList();
  }

  @Override
  public boolean admits(String topic) {
    return matches(include, topic) && !matches(exclude, topic);
  }

  @Override
  public boolean isEmpty() {
    return include.isEmpty();
  }

  @Override
  public String text() {
    if (isEmpty()) {
      return "no pattern";
    }
    return exclude.isEmpty()
        ? "patterns " + include
        : "patterns " + include + " without " + exclude;
  }

  private static boolean matches(List<Pattern> patterns, String topic) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(topic).matches());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicPatterns that
        && include().equals(that.include())
        && exclude().equals(that.exclude());
  }

  @Override
  public int hashCode() {
    return 31 * include().hashCode() + exclude().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
