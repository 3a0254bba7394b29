package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Expectation;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.keyed.Cleaners;
import io.strait.validator.keyed.Spread;
import io.strait.validator.keyed.SpreadJudge;
import io.strait.validator.log.LogView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeded topics spread anew over another number of partitions, with and without a fault. Invariants
 * by name: NoFalseFinding, FaultIsNamed, FirstDivergenceIsTrue. Another seed: {@code -Dseed=...}.
 */
class ByKeySim {
  private static final int ROUNDS = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldFindNothingWhenRecordsWereSpreadAnew(long seed) {
    Random random = new Random(Long.getLong("seed", seed));
    for (int round = 0; round < ROUNDS; round++) {
      World world = new World(random);
      List<MemoryLog> targets = world.spread(random, 0);

      assertThat(counts(world.check(targets, random, Map.of())).byCode())
          .as("NoFalseFinding, round %d", round)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void shouldNameTheFaultWhenOneIsPlanted(long seed) {
    Random random = new Random(Long.getLong("seed", seed));
    for (int round = 0; round < ROUNDS; round++) {
      World world = new World(random);
      List<MemoryLog> targets = world.spread(random, 0);
      int partition = random.nextInt(world.sources.size());
      int place = world.keyed(partition, random);
      FindingCode code = world.plant(targets, partition, place, random);
      Map<Integer, OffsetRange> demanded = new HashMap<>();
      for (int p = 0; p < world.sources.size(); p++) {
        demanded.put(p, new OffsetRange(0, world.sources.get(p).bounds().end()));
      }

      List<PartitionReport> reports = world.check(targets, random, demanded);
      assertThat(counts(reports).byCode())
          .as("FaultIsNamed, round %d", round)
          .isEqualTo(Map.of(code, 1L));
      assertThat(reports.get(partition).firstDivergence().orElseThrow())
          .as("FirstDivergenceIsTrue, round %d, %s", round, code)
          .isEqualTo(place);
    }
  }

  @Test
  void shouldCallTheTailBehindWhenTheTargetIsStillCopying() {
    Random random = new Random(5);
    World world = new World(random);
    List<MemoryLog> targets = world.spread(random, 9);

    List<PartitionReport> reports = world.check(targets, random, Map.of());
    assertThat(counts(reports).byCode()).isEmpty();
    assertThat(reports.stream().mapToLong(PartitionReport::behind).sum())
        .isEqualTo(9L * world.sources.size());
  }

  @Test
  void shouldFindWhatIsLostAtTheEndWhenTheTargetStandsStill() {
    Random random = new Random(5);
    World world = new World(random);
    List<MemoryLog> targets = world.spread(random, 9);

    List<PartitionReport> reports = tail(world, targets, random, () -> {});

    assertThat(counts(reports).byCode())
        .isEqualTo(Map.of(FindingCode.MISSING, 9L * world.sources.size()));
  }

  @Test
  void shouldStillCallTheTailBehindWhenTheTargetGrew() {
    Random random = new Random(5);
    World world = new World(random);
    List<MemoryLog> targets = world.spread(random, 9);

    List<PartitionReport> reports =
        tail(world, targets, random, () -> targets.get(0).appendMarker());

    assertThat(counts(reports).byCode()).isEmpty();
    assertThat(reports.stream().mapToLong(PartitionReport::behind).sum()).isPositive();
  }

  @Test
  void shouldAccuseNobodyWhenRecordsForOnePartitionComeLaterThanThoseForAnother() {
    Random random = new Random(8);
    for (int round = 0; round < ROUNDS; round++) {
      World world = new World(random);
      List<MemoryLog> whole = world.spread(random, 3);
      List<MemoryLog> seen = new ArrayList<>();
      for (MemoryLog log : whole) {
        List<LogRecord> content = log.content();
        int held = Math.min(content.size(), random.nextInt(12));
        seen.add(log.copy().rewrite(content.subList(0, content.size() - held)));
      }
      SpreadJudge judge = new SpreadJudge(topic -> new Cleaners(false, false), 1 << 10);
      SpreadJudge.Judged first = judge.judge(world.asked(seen, Map.of(), Map.of()));
      // Meanwhile those have come, and the next ones are late in the same way.
      List<MemoryLog> later = world.spread(random, 1);
      for (int p = 0; p < later.size(); p++) {
        List<LogRecord> more = new ArrayList<>(whole.get(p).content());
        List<LogRecord> next = new ArrayList<>(later.get(p).content());
        next.removeIf(record -> contains(whole, record));
        more.addAll(next.subList(0, Math.max(0, next.size() - random.nextInt(3))));
        later.get(p).rewrite(more);
      }

      List<PartitionReport> second =
          judge.judge(world.asked(later, Map.of(), first.arrived())).reports();

      assertThat(counts(second).byCode()).as("NoFalseFinding, round %d", round).isEmpty();
    }
  }

  private static boolean contains(List<MemoryLog> logs, LogRecord record) {
    return logs.stream()
        .flatMap(log -> log.content().stream())
        .anyMatch(one -> one.value() == record.value());
  }

  @Test
  void shouldProveNothingWhenMoreKeysDifferThanAreLookedAt() {
    Random random = new Random(7);
    World world = new World(random);
    List<MemoryLog> targets = world.spread(random, 0);
    targets.forEach(log -> log.content().replaceAll(record -> record.at(7)));

    List<PartitionReport> reports =
        new SpreadJudge(topic -> new Cleaners(false, false), 1 << 10, 1)
            .judge(world.asked(targets, Map.of(), Map.of()))
            .reports();

    assertThat(reports)
        .allMatch(report -> report.counts().of(FindingCode.UNVERIFIABLE) == 1)
        .allMatch(report -> report.proven().isEmpty());
  }

  private static List<PartitionReport> tail(
      World world, List<MemoryLog> targets, Random random, Runnable meanwhile) {
    SpreadTail.Ends ends =
        new SpreadTail.Ends() {
          @Override
          public Map<Integer, Long> source() {
            Map<Integer, Long> ends = new HashMap<>();
            for (int p = 0; p < world.sources.size(); p++) {
              ends.put(p, world.sources.get(p).bounds().stableEnd());
            }
            return ends;
          }

          @Override
          public Map<TopicPartition, Long> targetMarks() {
            Map<TopicPartition, Long> ends = new HashMap<>();
            for (int p = 0; p < targets.size(); p++) {
              ends.put(new TopicPartition("t", p), targets.get(p).bounds().end());
            }
            return ends;
          }

          @Override
          public Map<TopicPartition, Long> targetStable() {
            return targetMarks();
          }
        };
    SpreadTail tail =
        new SpreadTail(
            ends,
            time -> {
              meanwhile.run();
              return true;
            },
            Duration.ofSeconds(5));
    return tail.run(
        world.check(targets, random, Map.of()), demanded -> world.check(targets, random, demanded));
  }

  @Test
  void shouldExplainWhenACleanerRanOnOneSide() {
    Random random = new Random(6);
    World world = new World(random);
    List<MemoryLog> targets = world.spread(random, 0);
    targets.forEach(log -> KeyedWorld.clean(log, log.bounds().end() - 5, false));

    assertThat(counts(world.check(targets, random, Map.of(), new Cleaners(true, true))).byCode())
        .isEmpty();
    assertThat(counts(world.check(targets, random, Map.of())).of(FindingCode.MISSING)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldNameOnlyTheLatestRecordWhenTheOlderOnesWereCleaned(boolean onSource) {
    for (FindingCode code :
        List.of(FindingCode.CORRUPT, FindingCode.TIMESTAMP, FindingCode.MISSING)) {
      MemoryLog source = MemoryLog.of(0, 0);
      for (int i = 0; i < 40; i++) {
        byte[] key = MemoryLog.bytes("key-" + i % 4);
        source.append(new LogRecord(0, 1_000 + i, key, MemoryLog.bytes("v" + i), List.of()));
      }
      List<LogRecord> copy = new ArrayList<>(source.content());
      LogRecord last = copy.remove(36);
      if (code != FindingCode.MISSING) {
        boolean value = code == FindingCode.CORRUPT;
        copy.add(36, value ? last.with(last.key(), MemoryLog.bytes("bad")) : last.at(7));
      }
      MemoryLog target = source.copy().rewrite(copy);
      KeyedWorld.clean(onSource ? source : target, 40, false);
      Contract contract =
          new Contract(OffsetClaim.IN_ORDER, Expectation.SAME, Contract.Placement.BY_KEY);
      Spread asked =
          new Spread(
              TopicMapping.same("t"),
              List.of(source),
              List.of(target),
              contract,
              KeyedWorld.OPTIONS,
              Map.of(0, new OffsetRange(0, 40)),
              Map.of());

      List<PartitionReport> reports =
          new SpreadJudge(topic -> KeyedWorld.BOTH, 1 << 10).judge(asked).reports();

      assertThat(counts(reports).byCode()).as("FaultIsNamed").isEqualTo(Map.of(code, 1L));
      assertThat(reports.get(0).firstDivergence().orElseThrow())
          .as("FirstDivergenceIsTrue")
          .isEqualTo(36);
    }
  }

  private static FindingCounts counts(List<PartitionReport> reports) {
    return reports.stream()
        .map(PartitionReport::counts)
        .reduce(FindingCounts.NONE, FindingCounts::plus);
  }

  /** Partitions of keyed records, some without a key. */
  private static final class World {
    final List<MemoryLog> sources = new ArrayList<>();
    final int targets;

    World(Random random) {
      targets = 1 + random.nextInt(6);
      int partitions = 1 + random.nextInt(4);
      int keys = 4 + random.nextInt(30);
      for (int p = 0; p < partitions; p++) {
        MemoryLog log = MemoryLog.of(0, 0);
        int count = 60 + random.nextInt(200);
        for (int i = 0; i < count; i++) {
          String name = "key-" + p + "-" + random.nextInt(keys);
          byte[] key = random.nextInt(8) == 0 ? null : MemoryLog.bytes(name);
          byte[] value = MemoryLog.bytes("v" + random.nextInt(50));
          log.append(new LogRecord(0, 1_000 + i, key, value, List.of()));
        }
        sources.add(log);
      }
    }

    /** Interleaves the partitions at random and spreads by key; leaves the last ones out. */
    List<MemoryLog> spread(Random random, int lagging) {
      List<MemoryLog> logs = new ArrayList<>();
      for (int p = 0; p < targets; p++) {
        logs.add(MemoryLog.of(0, 0));
      }
      int[] next = new int[sources.size()];
      List<Integer> open = new ArrayList<>();
      for (int p = 0; p < sources.size(); p++) {
        open.add(p);
      }
      while (!open.isEmpty()) {
        int p = open.get(random.nextInt(open.size()));
        List<LogRecord> content = sources.get(p).content();
        LogRecord record = content.get(next[p]++);
        int to = record.key() == null ? random.nextInt(targets) : home(record.key());
        logs.get(to).append(record);
        if (next[p] >= content.size() - lagging) {
          open.remove((Integer) p);
        }
      }
      return logs;
    }

    int keyed(int partition, Random random) {
      List<LogRecord> content = sources.get(partition).content();
      int place = random.nextInt(content.size());
      while (content.get(place).key() == null) {
        place = random.nextInt(content.size());
      }
      return place;
    }

    FindingCode plant(List<MemoryLog> logs, int partition, int place, Random random) {
      LogRecord record = sources.get(partition).content().get(place);
      MemoryLog log = logs.get(home(record.key()));
      List<LogRecord> content = new ArrayList<>(log.content());
      int at = 0;
      while (content.get(at).value() != record.value()) {
        at++;
      }
      FindingCode code;
      switch (random.nextInt(4)) {
        case 0:
          content.remove(at);
          code = FindingCode.MISSING;
          break;
        case 1:
          content.set(at, record.with(record.key(), MemoryLog.bytes("bad")));
          code = FindingCode.CORRUPT;
          break;
        case 2:
          content.add(record);
          code = FindingCode.DUPLICATE;
          break;
        default:
          content.set(at, record.at(7));
          code = FindingCode.TIMESTAMP;
          break;
      }
      log.rewrite(content);
      return code;
    }

    private int home(byte[] key) {
      return Math.floorMod(java.util.Arrays.hashCode(key), targets);
    }

    List<PartitionReport> check(
        List<MemoryLog> logs, Random random, Map<Integer, OffsetRange> demanded) {
      return check(logs, random, demanded, new Cleaners(false, false));
    }

    List<PartitionReport> check(
        List<MemoryLog> logs,
        Random random,
        Map<Integer, OffsetRange> demanded,
        Cleaners cleaners) {
      int keys = random.nextBoolean() ? 1 << 10 : 10 + random.nextInt(20);
      return new SpreadJudge(topic -> cleaners, keys)
          .judge(asked(logs, demanded, Map.of()))
          .reports();
    }

    Spread asked(
        List<MemoryLog> logs, Map<Integer, OffsetRange> demanded, Map<Integer, Long> settled) {
      Contract contract =
          new Contract(OffsetClaim.IN_ORDER, Expectation.SAME, Contract.Placement.BY_KEY);
      return new Spread(
          TopicMapping.same("t"),
          List.<LogView>copyOf(sources),
          List.<LogView>copyOf(logs),
          contract,
          KeyedWorld.OPTIONS,
          demanded,
          settled);
    }
  }
}
