package io.strait.replicator.sync.user;

import io.strait.replicator.sync.select.Selection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which SCRAM users a link's target gets.
 *
 * @param selection of users by name on the source
 * @param secrets passwords by name on the target; a user without one is only compared
 */
public record UserPolicy(Selection selection, Map<String, String> secrets) {
  /** Keeps a copy. */
  public UserPolicy {
    secrets = Map.copyOf(secrets);
  }

  /** All users are compared, none is made. */
  public static UserPolicy defaults() {
    return new UserPolicy(Selection.everything(), Map.of());
  }

  /** Names only. */
  @Override
  public String toString() {
    return "UserPolicy[" + selection + ", secrets of " + new TreeMap<>(secrets).keySet() + "]";
  }
}
