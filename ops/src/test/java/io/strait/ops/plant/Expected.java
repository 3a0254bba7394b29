package io.strait.ops.plant;

import java.util.Set;

/**
 * A finding that must be there.
 *
 * @param codes its name, or the names that fit
 * @param from least source offset at which the logs part because of it
 * @param to greatest
 */
record Expected(Set<String> codes, long from, long to) {
  static Expected at(String code, long offset) {
    return new Expected(Set.of(code), offset, offset);
  }
}
