package io.strait.replicator.topology;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names by a prefix, except for topics whose new name is given.
 *
 * @param prefix put before each name; empty to keep names
 * @param topics name on the target by name on the source; these get no prefix
 */
public record Renaming(String prefix, Map<String, String> topics) implements NamingRule {
  /** Sorts, so that the text is stable. */
  public Renaming {
    topics = Collections.unmodifiableMap(new TreeMap<>(topics));
  }

  /** Every topic keeps its name. */
  public static Renaming none() {
    return new Renaming("", Map.of());
  }

  @Override
  public String target(String source) {
    String given = topics.get(source);
    return given == null ? prefix + source : given;
  }

  @Override
  public String text() {
    if (prefix.isEmpty() && topics.isEmpty()) {
      return "names are kept";
    }
    String before = prefix.isEmpty() ? "" : "prefix '" + prefix + "'";
    return topics.isEmpty() ? before : (before + " " + topics).strip();
  }
}
