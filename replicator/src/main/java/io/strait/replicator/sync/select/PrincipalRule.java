package io.strait.replicator.sync.select;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What principals are called on the target.
 *
 * @param from must match a principal of the source as a whole, for example {@code User:(.*)}
 * @param to its name on the target; {@code $1} stands for the pattern's first group
 */
public record PrincipalRule(Pattern from, String to) {
  /**
   * Refuses a {@code to} that names a group which {@code from} has not.
   *
   * @throws IllegalArgumentException with the reason
   */
  public PrincipalRule {
    Matcher probe = Pattern.compile("(?:" + from.pattern() + ")|").matcher("");
    probe.matches();
    try {
      probe.replaceAll(to);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + to + "' does not fit '" + from.pattern() + "': " + e.getMessage(), e);
    }
  }

  /** The name on the target; empty if the rule is not about this principal. */
  Optional<String> apply(String principal) {
    Matcher matcher = from.matcher(principal);
    return matcher.matches() ? Optional.of(matcher.replaceFirst(to)) : Optional.empty();
  }
}
