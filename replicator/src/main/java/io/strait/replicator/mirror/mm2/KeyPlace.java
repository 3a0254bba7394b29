package io.strait.replicator.mirror.mm2;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * A key of the file, taken apart.
 *
 * @param alias the cluster whose prefix it has; empty with a pair's prefix, or none
 * @param pair the pair whose prefix it has
 * @param rest what is left
 */
record KeyPlace(Optional<String> alias, Optional<Pair> pair, String rest) {
  private static final String ARROW = "->";

  /** One direction. */
  record Pair(String source, String target) {
    @Override
    public String toString() {
      return source + ARROW + target;
    }
  }

  /** Prefixes are looked for as MirrorMaker 2 does it: by the aliases that the file names. */
  static KeyPlace of(String key, Set<String> aliases) {
    int arrow = key.indexOf(ARROW);
    if (arrow > 0) {
      String source = key.substring(0, arrow);
      String behind = key.substring(arrow + ARROW.length());
      Optional<String> target = prefix(behind, aliases);
      if (aliases.contains(source) && target.isPresent() && !target.get().equals(source)) {
        return new KeyPlace(
            Optional.empty(),
            Optional.of(new Pair(source, target.get())),
            behind.substring(target.get().length() + 1));
      }
    }
    Optional<String> alias = prefix(key, aliases);
    return new KeyPlace(
        alias, Optional.empty(), alias.map(name -> key.substring(name.length() + 1)).orElse(key));
  }

  /** The longest alias, for one may begin like another. */
  private static Optional<String> prefix(String key, Collection<String> aliases) {
    return aliases.stream()
        .filter(alias -> key.startsWith(alias + "."))
        .max(Comparator.comparingInt(String::length));
  }

  boolean isPlain() {
    return alias.isEmpty() && pair.isEmpty();
  }
}
