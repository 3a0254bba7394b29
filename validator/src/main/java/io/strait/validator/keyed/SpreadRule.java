package io.strait.validator.keyed;

import io.strait.validator.check.FindingCode;
import io.strait.validator.keyed.SpreadKey.At;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Names what differs in the records of one key. Single thread. */
final class SpreadRule {
  private final SpreadLogs logs;
  private final Cleaners cleaners;
  private final Predicate<At> mayStillCome;
  private final SpreadBooks books;
  private final Likenesses likenesses;

  SpreadRule(
      SpreadLogs logs,
      Cleaners cleaners,
      Predicate<At> mayStillCome,
      SpreadBooks books,
      Likenesses likenesses) {
    this.logs = logs;
    this.cleaners = cleaners;
    this.mayStillCome = mayStillCome;
    this.books = books;
    this.likenesses = likenesses;
  }

  void judge(SpreadKey key) {
    if (key.hasKey()) {
      places(key);
      order(key);
    }
    List<At> missing = new ArrayList<>();
    for (At record : key.unpairedOnSource()) {
      if (!isExplained(key, record)) {
        missing.add(record);
      }
    }
    List<At> surplus = new ArrayList<>();
    for (At record : key.unpairedOnTarget()) {
      if (!isSurplusExplained(key, record)) {
        surplus.add(record);
      }
    }
    if (key.hasKey() && key.isOnSource() && key.isOnTarget()) {
      older(key, missing, surplus);
    }
    name(key, missing, surplus);
  }

  /**
   * Where the latest records of a key differ, those before them have no pair behind them either,
   * and yet they may have been cleaned away: only the latest ones are left to be compared.
   */
  private void older(SpreadKey key, List<At> missing, List<At> surplus) {
    boolean newerOnTarget = surplus.stream().anyMatch(record -> !key.hasPairBehind(record, true));
    boolean newerOnSource = missing.stream().anyMatch(record -> !key.hasPairBehind(record, false));
    if (cleaners.target() && newerOnTarget) {
      At latest = key.lastOnSource();
      missing.removeIf(record -> !record.equals(latest) && isSuperseded(record));
    }
    if (cleaners.source() && newerOnSource) {
      At latest = key.lastOnTarget();
      surplus.removeIf(
          record ->
              !record.equals(latest)
                  && !key.isOnSource(record.full())
                  && isSupersededOnSource(key, record));
    }
  }

  private boolean isSuperseded(At record) {
    String why = "compaction: the target holds a newer record of the same key";
    books.explain(FindingCode.MISSING, record.partition(), record.offset(), record, null, why);
    return true;
  }

  private boolean isSupersededOnSource(SpreadKey key, At record) {
    int partition = key.lastOnSource().partition();
    long start = logs.source(partition).start();
    String why = "compaction: the source holds a newer record of the same key";
    books.explain(FindingCode.FOREIGN, partition, start, null, record, why);
    return true;
  }

  /** Records of one key belong into one partition: that which holds most of them. */
  private void places(SpreadKey key) {
    Map<Integer, Integer> counts = new TreeMap<>();
    List<At[]> pairs = key.pairs();
    pairs.forEach(pair -> counts.merge(pair[1].partition(), 1, Integer::sum));
    if (counts.size() < 2) {
      return;
    }
    int home = counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    for (At[] pair : pairs) {
      if (pair[1].partition() != home) {
        books.add(
            FindingCode.KEY_PARTITION,
            pair[0],
            pair[1],
            "most records of this key stand in partition " + home + " of the target");
        return;
      }
    }
  }

  private void order(SpreadKey key) {
    List<At[]> pairs = key.pairs();
    boolean single =
        pairs.stream().map(pair -> pair[0].partition()).distinct().count() == 1
            && pairs.stream().map(pair -> pair[1].partition()).distinct().count() == 1;
    if (!single) {
      return;
    }
    long[] places = pairs.stream().mapToLong(pair -> pair[1].offset()).toArray();
    long[] sorted = places.clone();
    java.util.Arrays.sort(sorted);
    boolean[] moved = Moves.of(places);
    for (int i = 0; i < moved.length; i++) {
      if (moved[i]) {
        At[] pair = pairs.get(i);
        int rank = java.util.Arrays.binarySearch(sorted, places[i]);
        long at = Math.min(pair[0].offset(), pairs.get(rank)[0].offset());
        books.add(
            FindingCode.KEY_ORDER,
            pair[0].partition(),
            at,
            pair[0],
            pair[1],
            "it is number "
                + (i + 1)
                + " of its key on the source and "
                + (rank + 1)
                + " on the target");
      }
    }
  }

  private boolean isExplained(SpreadKey key, At record) {
    String why = "";
    if (mayStillCome.test(record)) {
      books.behind(record);
      return true;
    }
    boolean expired = !key.isOnTarget() && key.lastOnSource().tombstone();
    if (cleaners.target() && (expired || !key.hasKey() || key.hasPairBehind(record, false))) {
      why = "compaction: the target holds a newer record of the same key, or deleted it";
    } else if (logs.targetBeganLater() && !key.hasPairBefore(record, false)) {
      why = "retention: the target's log starts later, and holds none of the key from before";
    }
    if (why.isEmpty()) {
      return false;
    }
    if (why.startsWith("retention") && !key.isOnTarget()) {
      books.add(FindingCode.UNVERIFIABLE, record, null, "the target's log starts later");
    } else {
      books.explain(FindingCode.MISSING, record.partition(), record.offset(), record, null, why);
    }
    return true;
  }

  private boolean isSurplusExplained(SpreadKey key, At record) {
    int partition = key.isOnSource() ? key.lastOnSource().partition() : 0;
    long start = logs.source(partition).start();
    boolean older = !key.hasPairBefore(record, true) && !key.isOnSource(record.full());
    if (cleaners.source() && !key.isOnSource() && key.lastOnTarget().tombstone()
        || cleaners.source() && key.hasPairBehind(record, true) && !key.isOnSource(record.full())
        || cleaners.source() && !key.hasKey()) {
      books.explain(
          FindingCode.FOREIGN,
          partition,
          start,
          null,
          record,
          "compaction: the source holds a newer record of the same key, or deleted it");
      return true;
    }
    if (logs.sourceBeganLater() && older && key.isOnSource() && start > 0) {
      books.explain(
          FindingCode.FOREIGN,
          partition,
          start,
          null,
          record,
          "retention: the source's log starts at " + start + " now");
      return true;
    }
    if (logs.sourceBeganLater() && !key.isOnSource()) {
      books.add(
          FindingCode.UNVERIFIABLE,
          partition,
          start,
          null,
          record,
          "the source holds no record of this key, but has forgotten its oldest records");
      return true;
    }
    return false;
  }

  private void name(SpreadKey key, List<At> missing, List<At> surplus) {
    List<At> rest = new ArrayList<>();
    for (At record : surplus) {
      if (key.isOnSource(record.full())) {
        At original = original(key, record);
        books.add(
            FindingCode.DUPLICATE,
            original,
            record,
            "the target holds more records like it than the source");
      } else {
        rest.add(record);
      }
    }
    At gone =
        cleaners.source() && !missing.isEmpty() && key.isOnTarget() ? key.lastOnTarget() : null;
    likenesses.take(
        key, missing, rest, last -> last.equals(gone) && isSupersededOnSource(key, last));
  }

  private static At original(SpreadKey key, At record) {
    return key.pairs().stream()
        .map(pair -> pair[0])
        .filter(source -> source.full() == record.full())
        .reduce((one, other) -> other)
        .orElseThrow();
  }
}
