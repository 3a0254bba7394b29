package io.strait.replicator.torture;

import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** Holds a link to what it says about losses; pure. */
final class Losses {
  private Losses() {}

  /**
   * A record that the source acknowledged and the target should still hold, but does not, without a
   * word in the ledger; or an entry of the ledger that is not true.
   *
   * @param acknowledged ids by offset, of plain records
   */
  static Optional<LogDiff.Difference> unexplained(
      SeenLog source, SeenLog target, NavigableMap<Long, String> acknowledged, List<Gap> gaps) {
    Map<Long, String> held = new HashMap<>();
    target.records().forEach(seen -> held.put(seen.offset(), seen.id()));
    for (Map.Entry<Long, String> one :
        acknowledged.subMap(target.start(), target.end()).entrySet()) {
      String copy = held.get(one.getKey());
      if (copy == null ? !covers(gaps, one.getKey()) : !copy.equals(one.getValue())) {
        return Optional.of(
            new LogDiff.Difference(
                one.getKey(),
                "the source acknowledged " + one.getValue() + ", the target has " + copy));
      }
    }
    return untrue(source, target, gaps);
  }

  private static Optional<LogDiff.Difference> untrue(
      SeenLog source, SeenLog target, List<Gap> gaps) {
    for (Gap gap : gaps) {
      boolean stillThere = gap.to() > source.start();
      boolean copied =
          target.records().stream()
              .anyMatch(seen -> gap.from() <= seen.offset() && seen.offset() < gap.to());
      boolean twice =
          gaps.stream()
              .anyMatch(
                  other -> other != gap && other.from() < gap.to() && gap.from() < other.to());
      if (stillThere || copied || twice || !gap.cause().isLoss()) {
        return Optional.of(
            new LogDiff.Difference(
                gap.from(),
                "not true: "
                    + gap
                    + (stillThere ? ", the source holds it" : "")
                    + (copied ? ", the target holds it" : "")
                    + (twice ? ", entered twice" : "")));
      }
    }
    return Optional.empty();
  }

  /** What is left of a log when all that the ledger names is taken away. */
  static SeenLog without(SeenLog log, List<Gap> gaps) {
    List<Seen> left = log.records().stream().filter(seen -> !covers(gaps, seen.offset())).toList();
    return new SeenLog(log.start(), log.end(), left);
  }

  /**
   * A record that the ledger calls a dead letter without there being such a letter, or a letter
   * about a record that is not in the ledger. Letters may be there twice.
   */
  static Optional<LogDiff.Difference> lettersMissing(
      SeenLog source, SeenLog target, List<Gap> gaps, List<SeenLetter> letters) {
    for (Seen seen : source.records()) {
      boolean gone = covers(gaps, seen.offset());
      boolean stored =
          letters.stream()
              .anyMatch(one -> one.offset() == seen.offset() && one.id().equals(seen.id()));
      if (gone != stored) {
        return Optional.of(
            new LogDiff.Difference(
                seen.offset(),
                seen + (gone ? " is in the ledger without a letter" : " has an untold letter")));
      }
    }
    return gaps.stream()
        .filter(gap -> gap.cause() != GapCause.DEAD_LETTER)
        .findFirst()
        .map(gap -> new LogDiff.Difference(target.end(), "no reason for " + gap));
  }

  private static boolean covers(List<Gap> gaps, long offset) {
    return gaps.stream().anyMatch(gap -> gap.from() <= offset && offset < gap.to());
  }
}
