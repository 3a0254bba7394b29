package io.strait.replicator.torture;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
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

  /** Same start, same offsets, same records, same end. */
  static Optional<Difference> exact(SeenLog source, SeenLog target) {
    return source.start() == target.start()
        ? deleting(source, target)
        : Optional.of(
            new Difference(
                target.start(),
                "source starts at " + source.start() + ", target at " + target.start()));
  }

  /** Same offsets, same records, same end, from the later of the two log starts on. */
  static Optional<Difference> deleting(SeenLog source, SeenLog target) {
    long from = Math.max(source.start(), target.start());
    Optional<Difference> found = inOrder(from(source, from), from(target, from), true);
    if (found.isPresent() || source.end() != target.end()) {
      return found.or(() -> Optional.of(new Difference(target.end(), bounds(source, target))));
    }
    return repeated(source, target);
  }

  /** Same records in the same order, and each target offset translates to the source's. */
  static Optional<Difference> mapped(SeenLog source, SeenLog target, OffsetMap map) {
    Optional<Difference> found = inOrder(source.records(), target.records(), false);
    if (found.isPresent()) {
      return found;
    }
    for (int i = 0; i < target.records().size(); i++) {
      long there = target.records().get(i).offset();
      long here = source.records().get(i).offset();
      Translation translated = map.sourceOf(there);
      Translation back = map.targetOf(here, target.end());
      if (!translated.equals(new Translation.Exact(here, 0))
          || !back.equals(new Translation.Exact(there, 0))) {
        return Optional.of(
            new Difference(
                there,
                "the map has "
                    + translated
                    + " on the source, and back "
                    + back
                    + ", but it is "
                    + source.records().get(i)));
      }
    }
    return Optional.empty();
  }

  /**
   * A partition that halted because the source rewrote its log: both logs are dense and equal up to
   * some offset, from where on the target holds others than the source, or more.
   */
  static Optional<Difference> rewritten(SeenLog source, SeenLog target) {
    int both = Math.min(source.records().size(), target.records().size());
    for (int i = 0; i < both; i++) {
      Seen original = source.records().get(i);
      Seen copy = target.records().get(i);
      if (!original.equals(copy)) {
        return original.offset() == copy.offset()
            ? Optional.empty()
            : Optional.of(different(original, copy));
      }
    }
    return target.end() > source.end()
        ? Optional.empty()
        : Optional.of(new Difference(target.end(), "halted, but the source rewrote nothing"));
  }

  /** Same records before an offset; the target has none from there on. */
  static Optional<Difference> equalUntil(long offset, SeenLog source, SeenLog target) {
    return inOrder(
        source.records().stream().filter(seen -> seen.offset() < offset).toList(),
        target.records(),
        true);
  }

  private static Optional<Difference> inOrder(
      List<Seen> expected, List<Seen> actual, boolean offsets) {
    int both = Math.min(expected.size(), actual.size());
    for (int i = 0; i < both; i++) {
      Seen original = expected.get(i);
      Seen copy = actual.get(i);
      if (!(offsets ? original.equals(copy) : original.at(0).equals(copy.at(0)))) {
        return Optional.of(different(original, copy));
      }
    }
    if (expected.size() > both) {
      return Optional.of(
          new Difference(
              expected.get(both).offset(), "the target ends before " + expected.get(both)));
    }
    return actual.stream()
        .skip(both)
        .findFirst()
        .map(more -> new Difference(more.offset(), "the source ends before " + more));
  }

  private static String bounds(SeenLog source, SeenLog target) {
    return "source ["
        + source.start()
        + ", "
        + source.end()
        + "), target ["
        + target.start()
        + ", "
        + target.end()
        + ")";
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
