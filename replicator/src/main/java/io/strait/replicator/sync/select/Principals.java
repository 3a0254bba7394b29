package io.strait.replicator.sync.select;

import java.util.List;

/**
 * What the source's principals are called on the target.
 *
 * @param rules the first one that matches decides; a principal that none matches keeps its name
 */
public record Principals(List<PrincipalRule> rules) {
  private static final String USER = "User:";

  /** Keeps a copy. */
  public Principals {
    rules = List.copyOf(rules);
  }

  /** Everybody keeps their name. */
  public static Principals same() {
    return new Principals(List.of());
  }

  /** A principal's name on the target; {@code User:*} is everybody and stays. */
  public String onTarget(String principal) {
    return principal.equals(USER + "*")
        ? principal
        : rules.stream()
            .flatMap(rule -> rule.apply(principal).stream())
            .findFirst()
            .orElse(principal);
  }

  /** The same for a bare user name, as quotas and SCRAM credentials have it. */
  public String userOnTarget(String user) {
    String principal = onTarget(USER + user);
    return principal.startsWith(USER) ? principal.substring(USER.length()) : principal;
  }
}
