package io.strait.validator.keyed;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.FindingCode;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.keyed.SpreadKey.At;
import io.strait.validator.log.LogView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Tells changed records from lost and foreign ones, by reading them once more: first within a key,
 * at the end those whose key itself was changed. One thread.
 */
final class Likenesses {
  /** Beyond so many, lost and foreign records are named so without a closer look. */
  private static final int MOST = 4_096;

  private final SpreadLogs logs;
  private final Printer printer;
  private final SpreadBooks books;
  private final boolean compacted;
  private final List<Seen> missing = new ArrayList<>();
  private final List<Seen> foreign = new ArrayList<>();

  Likenesses(SpreadLogs logs, Printer printer, SpreadBooks books, boolean compacted) {
    this.logs = logs;
    this.printer = printer;
    this.books = books;
    this.compacted = compacted;
  }

  private record Seen(At at, Optional<Fingerprint> print, int partition, long place) {}

  /**
   * Takes the records of one key that have no counterpart.
   *
   * @param removed whether a record of the target that is like none of the lost ones is explained
   */
  void take(SpreadKey key, List<At> lost, List<At> surplus, Predicate<At> removed) {
    List<Seen> from = new ArrayList<>();
    lost.forEach(at -> from.add(seen(at, logs.sourceView(at.partition()), printer::ofSource)));
    List<Seen> to = new ArrayList<>();
    for (At at : surplus) {
      Seen seen = seen(at, logs.targetView(at.partition()), printer::ofTarget);
      to.add(new Seen(at, seen.print(), partition(key), place(key, at)));
    }
    boolean even = from.size() == to.size() && !compacted;
    for (Seen source : List.copyOf(from)) {
      Optional<Seen> match = to.stream().filter(target -> isLike(source, target, even)).findFirst();
      match.ifPresent(
          target -> {
            changed(source, target);
            from.remove(source);
            to.remove(target);
          });
    }
    from.forEach(source -> missing(key, source));
    to.removeIf(target -> removed.test(target.at()));
    to.forEach(target -> foreign(key, target));
  }

  /** Names what is left once all keys were seen. */
  void settle() {
    Map<List<Long>, Seen> lost = new HashMap<>();
    for (Seen source : missing) {
      source
          .print()
          .ifPresent(print -> lost.put(List.of(print.value(), print.timestamp()), source));
    }
    List<Seen> found = new ArrayList<>();
    for (Seen target : foreign) {
      Seen source =
          target
              .print()
              .map(print -> lost.remove(List.of(print.value(), print.timestamp())))
              .orElse(null);
      if (source == null) {
        name(FindingCode.FOREIGN, target);
      } else {
        found.add(source);
        books.add(FindingCode.CORRUPT, source.at(), target.at(), "the key differs");
      }
    }
    missing.stream()
        .filter(source -> !found.contains(source))
        .forEach(source -> books.add(FindingCode.MISSING, source.at(), null, ""));
  }

  private void changed(Seen source, Seen target) {
    Fingerprint from = source.print().orElseThrow();
    Fingerprint to = target.print().orElseThrow();
    if (!from.sameContent(to)) {
      boolean undeleted = compacted && source.at().tombstone();
      FindingCode code = undeleted ? FindingCode.TOMBSTONE_LOST : FindingCode.CORRUPT;
      books.add(code, source.at(), target.at(), "the value differs");
      return;
    }
    if (from.headers() != to.headers()) {
      books.add(FindingCode.HEADER, source.at(), target.at(), "the headers differ");
    }
    if (from.timestamp() != to.timestamp()) {
      books.add(
          FindingCode.TIMESTAMP,
          source.at(),
          target.at(),
          "the timestamp differs by " + (to.timestamp() - from.timestamp()) + " ms");
    }
  }

  private void missing(SpreadKey key, Seen source) {
    boolean last = compacted && key.lastOnSource().equals(source.at());
    boolean alive = key.isOnTarget() && !key.lastOnTarget().tombstone();
    if (last && source.at().tombstone() && alive) {
      books.add(
          FindingCode.TOMBSTONE_LOST,
          source.at(),
          null,
          "the key was deleted on the source, and the target still has a value for it");
    } else if (missing.size() < MOST) {
      missing.add(source);
    } else {
      books.add(FindingCode.MISSING, source.at(), null, "");
    }
  }

  private void foreign(SpreadKey key, Seen target) {
    if (foreign.size() < MOST) {
      foreign.add(target);
    } else {
      name(FindingCode.FOREIGN, target);
    }
  }

  private void name(FindingCode code, Seen target) {
    books.add(code, target.partition(), target.place(), null, target.at(), "");
  }

  private static boolean isLike(Seen source, Seen target, boolean even) {
    if (source.print().isEmpty() || target.print().isEmpty()) {
      return false;
    }
    Fingerprint from = source.print().get();
    Fingerprint to = target.print().get();
    return from.key() == to.key()
        && (even || from.value() == to.value() || from.timestamp() == to.timestamp());
  }

  private int partition(SpreadKey key) {
    return key.isOnSource() ? key.lastOnSource().partition() : 0;
  }

  /** Behind the last record of its key that stands before it on both sides. */
  private long place(SpreadKey key, At record) {
    long place = logs.source(partition(key)).start();
    for (At[] pair : key.pairs()) {
      boolean before =
          pair[1].partition() == record.partition() && pair[1].offset() < record.offset();
      place = before ? Math.max(place, pair[0].offset() + 1) : place;
    }
    return place;
  }

  private Seen seen(At at, LogView log, Function<LogRecord, Print> print) {
    Iterator<LogRecord> read = log.read(new OffsetRange(at.offset(), at.offset() + 1));
    Optional<Fingerprint> seen =
        read.hasNext() ? Optional.of(print.apply(read.next()).record()) : Optional.empty();
    return new Seen(at, seen, at.partition(), at.offset());
  }
}
