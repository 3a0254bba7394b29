package io.strait.validator.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeded keyed logs, cleaners at different points on both sides, and faults. Invariants by name:
 * CompactionIsNoFinding, FaultInStateIsFound, FirstDivergenceIsTrue. Another seed: {@code
 * -Dseed=...}.
 */
class CompactedSim {
  private static final int ROUNDS = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldFindNothingWhenOnlyCleanersDiffer(long seed) {
    Random random = random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      MemoryLog source = MemoryLog.of(0, 0);
      MemoryLog target = MemoryLog.of(0, 0);
      write(source, 1 + random.nextInt(400), random);
      KeyedWorld.clean(source, random.nextInt(200), random.nextBoolean());
      copyTo(source, target, random.nextInt((int) source.bounds().end() + 1));
      cleanBoth(source, target, target.bounds().end(), random);
      write(source, random.nextInt(400), random);
      KeyedWorld.clean(source, random.nextInt((int) source.bounds().end() + 1), false);
      boolean whole = random.nextInt(3) > 0;
      copyTo(source, target, whole ? source.bounds().end() : middle(source, target, random));
      cleanBoth(source, target, target.bounds().end(), random);
      KeyedWorld.clean(source, random.nextInt((int) source.bounds().end() + 1), false);

      PartitionReport report =
          KeyedWorld.check(source, target, claim(random), KeyedWorld.BOTH, capacity(random));
      compactionIsNoFinding(report, round);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void shouldFindTheFaultWhenItShowsInTheState(long seed) {
    Random random = random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      MemoryLog source = MemoryLog.of(0, 0);
      write(source, 50 + random.nextInt(400), random);
      write(source, 200, random);
      List<LogRecord> copy = new ArrayList<>(source.content());
      int place = latestPlace(copy, random);
      FindingCode code = plant(copy, place, random);
      MemoryLog target = MemoryLog.of(0, 0).rewrite(copy);
      long first = code == FindingCode.DUPLICATE ? place + 1 : place;
      cleanBoth(source, target, code == FindingCode.DUPLICATE ? place : copy.size(), random);

      OffsetClaim claim = claim(random);
      PartitionReport report =
          KeyedWorld.check(source, target, claim, KeyedWorld.BOTH, capacity(random));
      boolean exact = claim.images().isPresent();
      FindingCode name = exact || report.counts().of(code) == 1 ? code : nameBesideAHole(code);
      faultInStateIsFound(report, name, "round " + round + ", " + place);
      assertThat(report.firstDivergence().orElseThrow())
          .as("FirstDivergenceIsTrue, round %d: %s", round, report.findings())
          .isBetween(exact ? first : before(source, first), exact ? first : next(source, first));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void shouldFindNothingWhenADenseCopyOfACleanedLogIsCleaned(long seed) {
    Random random = random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      MemoryLog source = MemoryLog.of(0, 0);
      write(source, 1 + random.nextInt(400), random);
      KeyedWorld.clean(source, random.nextInt((int) source.bounds().end()), false);
      MemoryLog target = MemoryLog.of(0, 0).rewrite(source.content());
      long before = target.bounds().end();
      write(source, 1 + random.nextInt(200), random);
      long seen = source.bounds().end() - random.nextInt(100);
      source.content().stream()
          .skip(before)
          .filter(record -> record.offset() < seen)
          .forEach(target::append);
      cleanBoth(source, target, target.bounds().end(), random);

      PartitionReport report =
          KeyedWorld.check(source, target, OffsetClaim.IN_ORDER, KeyedWorld.BOTH, capacity(random));
      compactionIsNoFinding(report, round);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34})
  void shouldFindTheFaultInADenseCopyOfACleanedLog(long seed) {
    Random random = random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      MemoryLog source = MemoryLog.of(0, 0);
      write(source, 50 + random.nextInt(400), random);
      write(source, 200, random);
      KeyedWorld.clean(source, random.nextInt((int) source.bounds().end()), false);
      List<LogRecord> copy = new ArrayList<>(source.content());
      int place = latestPlace(copy, random);
      long at = copy.get(place).offset();
      long before = place == 0 ? 0 : copy.get(place - 1).offset() + 1;
      FindingCode code = plant(copy, place, random);
      long first = code == FindingCode.FOREIGN ? before : at;
      MemoryLog target = MemoryLog.of(0, 0).rewrite(copy);
      boolean doubled = code == FindingCode.DUPLICATE;
      if (random.nextBoolean()) {
        cleanBoth(source, target, doubled ? place : copy.size(), random);
      }

      PartitionReport report =
          KeyedWorld.check(source, target, OffsetClaim.IN_ORDER, KeyedWorld.BOTH, capacity(random));
      FindingCode name = report.counts().of(code) == 1 ? code : nameBesideAHole(code);
      faultInStateIsFound(report, name, "round " + round + ", " + place);
      assertThat(report.firstDivergence().orElseThrow())
          .as("FirstDivergenceIsTrue, round %d: %s", round, report.findings())
          .isBetween(doubled ? at + 1 : first, doubled ? next(source, at) : at);
    }
  }

  private static void compactionIsNoFinding(PartitionReport report, int round) {
    assertThat(report.counts().byCode())
        .as("CompactionIsNoFinding, round %d: %s", round, report.findings())
        .isEmpty();
  }

  private static void faultInStateIsFound(PartitionReport report, FindingCode name, String where) {
    assertThat(report.counts().byCode())
        .as("FaultInStateIsFound, %s: %s", where, report.findings())
        .isEqualTo(Map.of(name, 1L));
  }

  /** Where an offset is free, a key that the source lacks may have been deleted there. */
  private static FindingCode nameBesideAHole(FindingCode code) {
    return code == FindingCode.FOREIGN ? FindingCode.TOMBSTONE_LOST : code;
  }

  /** Behind the last source record before an offset. */
  private static long before(MemoryLog log, long offset) {
    return log.content().stream()
        .mapToLong(LogRecord::offset)
        .filter(at -> at < offset)
        .map(at -> at + 1)
        .max()
        .orElse(0);
  }

  private static long next(MemoryLog log, long offset) {
    return log.content().stream()
        .mapToLong(LogRecord::offset)
        .filter(at -> at > offset)
        .findFirst()
        .orElse(log.bounds().end());
  }

  private static void write(MemoryLog log, int count, Random random) {
    int keys = 5 + random.nextInt(40);
    long time = 1_700_000_000_000L + log.bounds().end() * 10;
    for (int i = 0; i < count; i++) {
      byte[] key = MemoryLog.bytes("key-" + random.nextInt(keys));
      byte[] value = random.nextInt(6) == 0 ? null : MemoryLog.bytes("v" + random.nextInt(1_000));
      List<HeaderField> headers = List.of(new HeaderField("h", new byte[] {(byte) (i % 3)}));
      log.append(new LogRecord(0, time + i * 10L + random.nextInt(30), key, value, headers));
    }
  }

  /** What a copy that keeps offsets does: holes stay holes. */
  private static void copyTo(MemoryLog source, MemoryLog target, long to) {
    long from = target.bounds().end();
    for (LogRecord record : source.content()) {
      if (record.offset() >= from && record.offset() < to) {
        while (target.bounds().end() < record.offset()) {
          target.appendMarker();
        }
        target.append(record);
      }
    }
    while (target.bounds().end() < to) {
      target.appendMarker();
    }
  }

  private static long middle(MemoryLog source, MemoryLog target, Random random) {
    long from = target.bounds().end();
    return from + random.nextInt((int) (source.bounds().end() - from) + 1);
  }

  /** The source forgets no tombstone that is not copied yet: the target would keep its key. */
  private static void cleanBoth(MemoryLog source, MemoryLog target, long to, Random random) {
    long copied = Math.min(target.bounds().end(), source.bounds().end());
    KeyedWorld.clean(source, random.nextInt((int) copied + 1), random.nextBoolean());
    KeyedWorld.clean(target, random.nextInt((int) to + 1), random.nextBoolean());
  }

  /** A place that holds the latest record of its key, and the record is no tombstone. */
  private static int latestPlace(List<LogRecord> log, Random random) {
    List<Integer> places = new ArrayList<>();
    Set<String> later = new HashSet<>();
    for (int place = log.size() - 1; place >= 0; place--) {
      boolean latest = later.add(new String(log.get(place).key(), UTF_8));
      if (latest && log.get(place).value() != null && place < log.size() - 1) {
        places.add(place);
      }
    }
    return places.get(random.nextInt(places.size()));
  }

  private static FindingCode plant(List<LogRecord> log, int place, Random random) {
    LogRecord old = log.get(place);
    switch (random.nextInt(6)) {
      case 0:
        log.remove(place);
        return FindingCode.MISSING;
      case 1:
        log.add(place + 1, old);
        return FindingCode.DUPLICATE;
      case 2:
        log.set(
            place,
            new LogRecord(0, old.timestamp(), old.key(), MemoryLog.bytes("bad"), old.headers()));
        return FindingCode.CORRUPT;
      case 3:
        log.set(place, new LogRecord(0, old.timestamp(), old.key(), old.value(), List.of()));
        return FindingCode.HEADER;
      case 4:
        log.set(
            place, new LogRecord(0, old.timestamp() - 1, old.key(), old.value(), old.headers()));
        return FindingCode.TIMESTAMP;
      default:
        log.add(place, KeyedWorld.put("stranger", "x"));
        return FindingCode.FOREIGN;
    }
  }

  private static OffsetClaim claim(Random random) {
    return random.nextBoolean() ? OffsetClaim.EQUAL : OffsetClaim.IN_ORDER;
  }

  private static int capacity(Random random) {
    return random.nextBoolean() ? 1 << 16 : 20 + random.nextInt(100);
  }

  private static Random random(long seed) {
    return new Random(Long.getLong("seed", seed));
  }
}
