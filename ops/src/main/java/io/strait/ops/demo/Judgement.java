package io.strait.ops.demo;

import io.strait.ops.demo.Seen.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the applications' own account says about a log or about a reading of it. Pure.
 *
 * @param missing acknowledged messages that are not there
 * @param duplicates messages that are there more than once, each extra one counted
 * @param reordered messages that stand behind a later message of the same producer in the same
 *     partition
 */
record Judgement(long missing, long duplicates, long reordered) {

  boolean clean() {
    return missing == 0 && duplicates == 0 && reordered == 0;
  }

  /** Both together; used to sum the two sides. */
  Judgement plus(Judgement other) {
    return new Judgement(
        missing + other.missing, duplicates + other.duplicates, reordered + other.reordered);
  }

  /**
   * Judges a log.
   *
   * @param promised every message whose producer was told "written"
   * @param log the records in log order within each partition
   */
  static Judgement ofLog(Set<Message> promised, List<Seen> log) {
    Set<Message> found = new HashSet<>();
    Map<List<Integer>, Long> last = new HashMap<>();
    long duplicates = 0;
    long reordered = 0;
    for (Seen record : log) {
      Message message = record.message();
      if (!found.add(message)) {
        duplicates++;
        continue;
      }
      List<Integer> lane = List.of(record.partition(), message.producer());
      long before = last.getOrDefault(lane, -1L);
      if (message.sequence() < before) {
        reordered++;
      }
      last.put(lane, Math.max(before, message.sequence()));
    }
    long missing = promised.stream().filter(message -> !found.contains(message)).count();
    return new Judgement(missing, duplicates, reordered);
  }

  /** How many messages stand at another position on the second log than on the first. */
  static long offsetShifts(List<Seen> first, List<Seen> second) {
    Map<Message, Position> positions = new HashMap<>();
    first.forEach(
        seen -> positions.put(seen.message(), new Position(seen.partition(), seen.offset())));
    return second.stream()
        .filter(seen -> positions.containsKey(seen.message()))
        .filter(
            seen ->
                !positions
                    .get(seen.message())
                    .equals(new Position(seen.partition(), seen.offset())))
        .count();
  }

  /**
   * What a consumer group made of a log.
   *
   * @param reread positions delivered more than once, each extra one counted
   * @param skipped positions of the log never delivered
   * @param reordered positions delivered after a later one of their partition
   */
  record Reading(long reread, long skipped, long reordered) {

    boolean clean() {
      return reread == 0 && skipped == 0 && reordered == 0;
    }

    /**
     * Judges a reading.
     *
     * @param log everything the log holds
     * @param delivered what the group was given, in order of delivery within each partition
     */
    static Reading of(List<Seen> log, List<Seen> delivered) {
      Set<Position> got = new HashSet<>();
      Map<Integer, Long> last = new HashMap<>();
      long reread = 0;
      long reordered = 0;
      for (Seen seen : delivered) {
        if (!got.add(new Position(seen.partition(), seen.offset()))) {
          reread++;
          continue;
        }
        long before = last.getOrDefault(seen.partition(), -1L);
        if (seen.offset() < before) {
          reordered++;
        }
        last.put(seen.partition(), Math.max(before, seen.offset()));
      }
      long skipped =
          log.stream()
              .filter(seen -> !got.contains(new Position(seen.partition(), seen.offset())))
              .count();
      return new Reading(reread, skipped, reordered);
    }
  }
}
