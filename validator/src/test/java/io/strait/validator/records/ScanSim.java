package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeded logs with seeded faults. Invariants by name: NoFalseFinding, FirstDivergenceIsTrue,
 * EveryFaultNamed, BooksBalance. Another seed: {@code -Dseed=...}.
 */
class ScanSim {
  private static final int ROUNDS = 150;
  private static final int APART = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldFindNothingWhenLogsAreEqual(long seed) {
    Random random = random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      MemoryLog source = world(random);
      MemoryLog target = source.copy();
      if (random.nextBoolean()) {
        target.deleteTo(source.bounds().start() + random.nextInt(20));
      }
      PartitionReport report = check(source, target, random);
      assertThat(report.counts().byCode()).as("NoFalseFinding, round %d", round).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void shouldNameEveryFaultWhenFaultsStandApart(long seed) {
    Random random = random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      MemoryLog source = world(random);
      List<LogRecord> content = new ArrayList<>(source.content());
      Map<FindingCode, Long> expected = new EnumMap<>(FindingCode.class);
      for (int place = content.size() - APART;
          place > APART;
          place -= APART + random.nextInt(400)) {
        plant(content, place, random)
            .forEach((code, count) -> expected.merge(code, count, Long::sum));
      }
      MemoryLog target = source.copy().rewrite(content);

      PartitionReport report = check(source, target, random);
      assertThat(report.counts().byCode())
          .as("EveryFaultNamed, round %d", round)
          .isEqualTo(expected);
      assertThat(report.firstDivergence())
          .as("FirstDivergenceIsTrue, round %d", round)
          .isEqualTo(naive(source, target));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void shouldKeepTheBooksWhenFaultsOverlap(long seed) {
    Random random = random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      MemoryLog source = world(random);
      List<LogRecord> content = new ArrayList<>(source.content());
      for (int fault = 1 + random.nextInt(30); fault > 0; fault--) {
        if (content.size() > 8) {
          plant(content, random.nextInt(content.size() - 7), random);
        }
      }
      while (content.size() < source.content().size()) {
        content.add(foreign(random));
      }
      MemoryLog target = source.copy().rewrite(content);

      PartitionReport report = check(source, target, random);
      long surplus =
          report.counts().of(FindingCode.DUPLICATE)
              + report.counts().of(FindingCode.FOREIGN)
              - report.counts().of(FindingCode.MISSING)
              - report.behind();
      assertThat(surplus)
          .as("BooksBalance, round %d: %s", round, report.counts())
          .isEqualTo(content.size() - source.content().size());
      if (report.behind() == 0) {
        assertThat(report.firstDivergence())
            .as("FirstDivergenceIsTrue, round %d", round)
            .isEqualTo(naive(source, target));
      }
    }
  }

  private static PartitionReport check(LogView source, LogView target, Random random) {
    ScanOptions options =
        ScanOptions.defaults().withWindow(1 << random.nextInt(9)).withSeed(random.nextLong());
    return MemoryLog.judge(source, target, options, Optional.empty());
  }

  /** Some keys and values repeat honestly; no two records are equal in all four fields. */
  private static MemoryLog world(Random random) {
    MemoryLog log = MemoryLog.of(random.nextInt(3) == 0 ? random.nextInt(5_000) : 0, 0);
    int count = random.nextInt(2_500);
    boolean heartbeats = random.nextInt(4) == 0;
    for (int i = 0; i < count; i++) {
      byte[] value = new byte[random.nextInt(40)];
      random.nextBytes(value);
      byte[] key = heartbeats || random.nextInt(10) == 0 ? null : MemoryLog.bytes("k" + i % 40);
      byte[] body = heartbeats ? MemoryLog.bytes("beat") : random.nextInt(20) == 0 ? null : value;
      List<HeaderField> headers =
          random.nextInt(5) == 0
              ? List.of()
              : List.of(new HeaderField("h", MemoryLog.bytes("" + random.nextInt(3))));
      log.append(new LogRecord(0, 1_700_000_000_000L + i * 3L, key, body, headers));
    }
    return log;
  }

  private static Map<FindingCode, Long> plant(List<LogRecord> log, int place, Random random) {
    LogRecord old = log.get(place);
    switch (random.nextInt(9)) {
      case 0:
        log.remove(place);
        return Map.of(FindingCode.MISSING, 1L);
      case 1:
        log.add(place + 1, old);
        return Map.of(FindingCode.DUPLICATE, 1L);
      case 2:
        Collections.swap(log, place, place + 1);
        return Map.of(FindingCode.REORDERED, 1L);
      case 3:
        log.set(place, flipped(old, random));
        return Map.of(FindingCode.CORRUPT, 1L);
      case 4:
        List<HeaderField> headers = new ArrayList<>(old.headers());
        headers.add(new HeaderField("added", null));
        log.set(place, new LogRecord(0, old.timestamp(), old.key(), old.value(), headers));
        return Map.of(FindingCode.HEADER, 1L);
      case 5:
        log.set(
            place, new LogRecord(0, old.timestamp() - 1, old.key(), old.value(), old.headers()));
        return Map.of(FindingCode.TIMESTAMP, 1L);
      case 6:
        log.add(place, foreign(random));
        return Map.of(FindingCode.FOREIGN, 1L);
      case 7:
        int run = 1 + random.nextInt(Math.min(6, log.size() - place));
        log.addAll(place + run, List.copyOf(log.subList(place, place + run)));
        return Map.of(FindingCode.DUPLICATE, (long) run);
      default:
        int lost = 1 + random.nextInt(Math.min(6, log.size() - place));
        log.subList(place, place + lost).clear();
        return Map.of(FindingCode.MISSING, (long) lost);
    }
  }

  private static LogRecord flipped(LogRecord old, Random random) {
    byte[] value =
        old.value() == null || old.value().length == 0 ? new byte[1] : old.value().clone();
    value[random.nextInt(value.length)] ^= 16;
    return new LogRecord(0, old.timestamp(), old.key(), value, old.headers());
  }

  private static LogRecord foreign(Random random) {
    byte[] value = new byte[60];
    random.nextBytes(value);
    return new LogRecord(0, random.nextInt(), MemoryLog.bytes("other"), value, List.of());
  }

  /** The first place at which the two logs differ, found by looking at every offset of both. */
  private static OptionalLong naive(MemoryLog source, MemoryLog target) {
    int longer = Math.max(source.content().size(), target.content().size());
    for (int i = 0; i < longer; i++) {
      boolean both = i < source.content().size() && i < target.content().size();
      if (!both || !same(source.content().get(i), target.content().get(i))) {
        return OptionalLong.of(source.bounds().start() + i);
      }
    }
    return OptionalLong.empty();
  }

  private static boolean same(LogRecord one, LogRecord other) {
    return one.timestamp() == other.timestamp()
        && Arrays.equals(one.key(), other.key())
        && Arrays.equals(one.value(), other.value())
        && headers(one).equals(headers(other));
  }

  private static List<String> headers(LogRecord record) {
    return record.headers().stream().map(h -> h.name() + Arrays.toString(h.value())).toList();
  }

  private static Random random(long seed) {
    return new Random(Long.getLong("seed", seed));
  }
}
