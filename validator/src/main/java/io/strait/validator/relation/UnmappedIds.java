package io.strait.validator.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where source records stand whose schema id has no counterpart on the target. Bounded: of very
 * many, the first ones are kept. One thread.
 */
public final class UnmappedIds {
  private static final int MOST_OFFSETS = 1 << 16;

  private final NavigableSet<Long> offsets = new TreeSet<>();
  private final Map<String, Long> firstByName = new TreeMap<>();

  /** Takes one; the same again changes nothing. */
  void add(long offset, String part, int id) {
    String name = "schema id " + id + " of " + part + "s";
    firstByName.merge(name, offset, Math::min);
    if (offsets.size() < MOST_OFFSETS) {
      offsets.add(offset);
    } else if (offset < offsets.last()) {
      offsets.pollLast();
      offsets.add(offset);
    }
  }

  /** Whether a source record is one of them, as far as they were kept. */
  boolean has(long offset) {
    return offsets.contains(offset);
  }

  /** How many of them stand from an offset on and before another, as far as they were kept. */
  int count(long from, long to) {
    return from >= to ? 0 : offsets.subSet(from, to).size();
  }

  /** The first of them at or behind an offset. */
  Optional<Long> first(long from) {
    return Optional.ofNullable(offsets.ceiling(from));
  }

  /** Which ids, and where each came first. */
  String text() {
    List<String> parts = new ArrayList<>();
    firstByName.forEach((name, at) -> parts.add(name + ", first at offset " + at));
    return String.join("; ", parts);
  }

  /** For reports; empty when there is none. */
  List<String> notes() {
    return firstByName.isEmpty()
        ? List.of()
        : List.of("not judged, for nobody knows the id on the target: " + text());
  }
}
