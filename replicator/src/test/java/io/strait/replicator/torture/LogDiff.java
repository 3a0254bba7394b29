package io.strait.replicator.torture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The first difference between a source's and a target's log; pure. */
final class LogDiff {
  private LogDiff() {}

  /**
   * A difference.
   *
   * @param offset where on the target
   * @param text what it is
   */
  record Difference(long offset, String text) {}

  /** Same offsets, same records, same end, from the later of the two log starts on. */
  static Optional<Difference> exact(SeenLog source, SeenLog target) {
    long from = Math.max(source.start(), target.start());
    List<Seen> expected = from(source, from);
    List<Seen> actual = from(target, from);
    int both = Math.min(expected.size(), actual.size());
    for (int i = 0; i < both; i++) {
      if (!expected.get(i).equals(actual.get(i))) {
        return Optional.of(different(expected.get(i), actual.get(i)));
      }
    }
    if (expected.size() != actual.size() || source.end() != target.end()) {
      return Optional.of(
          new Difference(
              both < expected.size() ? expected.get(both).offset() : target.end(),
              "source ["
                  + source.start()
                  + ", "
                  + source.end()
                  + ") has "
                  + expected.size()
                  + " records from "
                  + from
                  + " on, target ["
                  + target.start()
                  + ", "
                  + target.end()
                  + ") has "
                  + actual.size()));
    }
    return repeated(source, target);
  }

  /**
   * What both logs hold is equal; what only the source holds has a later record of its key on the
   * target; what only the target holds was overwritten on the source.
   */
  static Optional<Difference> compacted(SeenLog source, SeenLog target) {
    Map<Long, Seen> copies = byOffset(target);
    Map<Long, Seen> originals = byOffset(source);
    Map<String, Long> lastOnTarget = lastByKey(target);
    Map<String, Long> lastOnSource = lastByKey(source);
    for (Seen original : source.records()) {
      Seen copy = copies.get(original.offset());
      if (copy != null && !copy.equals(original)) {
        return Optional.of(different(original, copy));
      }
      long later = lastOnTarget.getOrDefault(original.key(), -1L);
      if (copy == null && later <= original.offset()) {
        return Optional.of(new Difference(original.offset(), "the target lacks " + original));
      }
    }
    for (Seen copy : target.records()) {
      long later = lastOnSource.getOrDefault(copy.key(), -1L);
      if (!originals.containsKey(copy.offset()) && later <= copy.offset()) {
        return Optional.of(new Difference(copy.offset(), "the source never had " + copy));
      }
    }
    return repeated(source, target);
  }

  /**
   * A record twice on the target where the source no longer holds, or never had, the second one. A
   * source may itself hold one twice: brokers forget producers of old records.
   */
  private static Optional<Difference> repeated(SeenLog source, SeenLog target) {
    Map<Long, Seen> originals = byOffset(source);
    Set<String> ids = new HashSet<>();
    return target.records().stream()
        .filter(seen -> !ids.add(seen.id()) && !originals.containsKey(seen.offset()))
        .findFirst()
        .map(seen -> new Difference(seen.offset(), "the target holds twice " + seen));
  }

  private static Difference different(Seen original, Seen copy) {
    return new Difference(
        copy.offset(), "where the source has " + original + ", the target has " + copy);
  }

  private static List<Seen> from(SeenLog log, long offset) {
    return log.records().stream().filter(seen -> seen.offset() >= offset).toList();
  }

  private static Map<Long, Seen> byOffset(SeenLog log) {
    Map<Long, Seen> map = new HashMap<>();
    log.records().forEach(seen -> map.put(seen.offset(), seen));
    return map;
  }

  private static Map<String, Long> lastByKey(SeenLog log) {
    Map<String, Long> map = new HashMap<>();
    log.records().forEach(seen -> map.put(seen.key(), seen.offset()));
    return map;
  }
}
