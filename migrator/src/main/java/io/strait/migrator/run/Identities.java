package io.strait.migrator.run;

import java.util.List;

/**
 * Under which names Strait and the operators act, for the preflight.
 *
 * @param copying principal of the links, for example {@code User:strait}
 * @param cutover principal that fences, moves groups and keeps the journal
 * @param superUsers the brokers' super users as far as they are known; nobody can fence them
 */
public record Identities(String copying, String cutover, List<String> superUsers) {
  /** Keeps a copy of the list. */
  public Identities {
    superUsers = List.copyOf(superUsers);
  }
}
