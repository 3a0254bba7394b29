package io.strait.replicator.sync.select;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Names that are meant: those that match an included pattern as a whole, and no excluded one.
 *
 * @param include any of these
 * @param exclude none of these
 */
public record Selection(List<Pattern> include, List<Pattern> exclude) {
  /** Keeps copies. */
  public Selection {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** Every name. */
  public static Selection everything() {
    return new Selection(List.of(Pattern.compile(".*", Pattern.DOTALL)), List.of());
  }

  /** No name. */
  public static Selection nothing() {
    return new Selection(List.of(), List.of());
  }

  /** Whether a name is meant. */
  public boolean selects(String name) {
    return any(include, name) && !any(exclude, name);
  }

  private static boolean any(List<Pattern> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }
}
