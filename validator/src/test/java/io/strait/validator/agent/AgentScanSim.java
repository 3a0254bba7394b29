package io.strait.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.Verdict;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.ScanOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole scans over random logs through desks and the codec, without a network. */
class AgentScanSim {
  private static final int SEEDS = 28;

  private final AtomicInteger ids = new AtomicInteger();
  private DeskTransport sourceLine;
  private DeskTransport targetLine;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldPassAndMoveLittleWhenBothSidesAreEqual(boolean related) {
    for (int seed = 0; seed < 5; seed++) {
      MemorySide east = MemorySide.of("east", seed * 1_000L, 40_000);
      MemorySide west = east.dense("west", seed * 1_000L + (related ? 17 : 0));

      AgentReport report = scan(east, west, claim(related, 17), seed);

      assertThat(report.scan().verdict()).isInstanceOf(Verdict.Passed.class);
      assertThat(report.scan().records()).isEqualTo(40_000);
      assertThat(report.remote().digested()).isGreaterThan(6_000_000);
      assertThat(report.share()).isLessThan(0.001);
    }
  }

  @Test
  void shouldFindEveryPlantedFaultAtItsPlaceWhenOffsetsAreClaimed() {
    for (int seed = 0; seed < SEEDS; seed++) {
      find(seed, true);
    }
  }

  @Test
  void shouldFindEveryPlantedFaultAtItsPlaceWhenOnlyOrderIsClaimed() {
    for (int seed = 0; seed < SEEDS; seed++) {
      find(seed, false);
    }
  }

  @Test
  void shouldMoveOnlyThePathAndOneWindowWhenOneBitDiffers() {
    long before = 0;
    for (int count : new int[] {20_000, 80_000, 320_000}) {
      MemorySide east = MemorySide.of("east", 0, count);
      MemorySide west = east.dense("west", 0);
      Fault.CORRUPT.plant(west, count / 3);

      AgentReport report = scan(east, west, OffsetClaim.EQUAL, 7);

      assertThat(report.scan().findings()).hasSize(1);
      assertThat(report.scan().findings().get(0).code()).isEqualTo(FindingCode.CORRUPT);
      assertThat(report.scan().findings().get(0).divergesAt()).isEqualTo(count / 3);
      long moved = report.remote().moved();
      assertThat(moved).isLessThan(300_000);
      if (before > 0) {
        assertThat(moved).isLessThan(before + 20_000);
      }
      before = moved;
    }
  }

  @Test
  void shouldJudgeWhatIsLeftWhenRetentionRaces() {
    for (int seed = 0; seed < 20; seed++) {
      MemorySide east = MemorySide.of("east", 0, 30_000);
      MemorySide west = east.dense("west", 0);
      Random random = new Random(seed);
      MemorySide raced = random.nextBoolean() ? east : west;
      raced.deleteDuringRead(1 + random.nextInt(25_000), 1 + random.nextInt(29_000));

      AgentReport report = scan(east, west, claim(seed % 2 == 0, 0), seed);

      assertThat(report.scan().verdict())
          .as("seed %s: %s", seed, report.scan().findings())
          .isInstanceOf(Verdict.Passed.class);
    }
  }

  @Test
  void shouldCountWhatIsNotThereYetAsBehindWhenTheTargetLags() {
    for (boolean related : new boolean[] {true, false}) {
      MemorySide east = MemorySide.of("east", 0, 30_000);
      MemorySide west = MemorySide.of("west", 0, 21_234);

      AgentReport report = scan(east, west, claim(related, 0), 1);

      assertThat(report.scan().verdict()).isInstanceOf(Verdict.Passed.class);
      assertThat(report.scan().behind()).isEqualTo(30_000 - 21_234);
      assertThat(report.share()).isLessThan(0.001);
    }
  }

  @Test
  void shouldNeverPassWhenAnAgentDiesAtAnyMoment() {
    MemorySide east = MemorySide.of("east", 0, 5_000);
    MemorySide west = east.dense("west", 0);
    for (int question = 1; ; question++) {
      AgentReport report = scan(east, west, OffsetClaim.EQUAL, 3, question, () -> {});
      if (report.scan().verdict() instanceof Verdict.Passed) {
        assertThat(question).isGreaterThan(3);
        return;
      }
      assertThat(report.scan().verdict()).isInstanceOf(Verdict.Inconclusive.class);
    }
  }

  @Test
  void shouldSayWhereItStoppedWhenTooMuchDiffers() {
    MemorySide east = MemorySide.of("east", 0, 300_000);
    MemorySide west = east.dense("west", 0);
    List<LogRecord> without = new ArrayList<>(west.content());
    without.remove(1_000);
    west.rewrite(without);

    AgentReport report = scan(east, west, OffsetClaim.EQUAL, 5);

    assertThat(report.scan().verdict()).isInstanceOf(Verdict.Failed.class);
    assertThat(report.scan().missing()).isEqualTo(1);
    assertThat(report.scan().counts().of(FindingCode.UNVERIFIABLE)).isEqualTo(1);
    assertThat(report.remote().moved()).isLessThan(36L << 20);
  }

  @Test
  void shouldCallTheRestMissingWhenTheTargetStandsStill() {
    for (boolean related : new boolean[] {true, false}) {
      MemorySide east = MemorySide.of("east", 0, 9_000);
      MemorySide west = MemorySide.of("west", 0, 8_990);

      AgentReport report = scan(east, west, claim(related, 0), 1, Long.MAX_VALUE, () -> {});

      assertThat(report.scan().verdict()).isInstanceOf(Verdict.Failed.class);
      assertThat(report.scan().missing()).isEqualTo(10);
      assertThat(report.scan().findings().get(0).divergesAt()).isEqualTo(8_990);
    }
  }

  private void find(int seed, boolean related) {
    Random random = new Random(seed);
    int count = 5_000 + random.nextInt(20_000);
    long start = random.nextInt(3_000);
    MemorySide east = MemorySide.of("east", start, count);
    MemorySide west = east.dense("west", related ? start : 0);
    Fault fault = Fault.values()[seed % Fault.values().length];
    int place = 100 + random.nextInt(count - 200);
    fault.plant(west, place);

    AgentReport report = scan(east, west, claim(related, 0), seed);

    String what = "seed " + seed + ", " + fault + " at " + (start + place);
    assertThat(report.scan().verdict())
        .as("%s: %s", what, report.scan().findings())
        .isInstanceOf(Verdict.Failed.class);
    Finding first = report.scan().findings().get(0);
    assertThat(first.code()).as(what).isEqualTo(fault.code);
    assertThat(first.divergesAt()).as("%s: %s", what, first).isEqualTo(start + place);
    assertThat(report.scan().counts().byCode().keySet()).as(what).containsOnly(fault.code);
    assertThat(report.scan().counts().differences()).as(what).isEqualTo(1);
  }

  private static OffsetClaim claim(boolean related, long distance) {
    return related
        ? new OffsetClaim.Related(new OffsetRelation.Shifted(distance), "shifted")
        : OffsetClaim.IN_ORDER;
  }

  private AgentReport scan(MemorySide east, MemorySide west, OffsetClaim claim, long seed) {
    return scan(east, west, claim, seed, Long.MAX_VALUE, west::grow);
  }

  private AgentReport scan(
      MemorySide east,
      MemorySide west,
      OffsetClaim claim,
      long seed,
      long targetDiesAt,
      Runnable meanwhile) {
    sourceLine = new DeskTransport(desk(east));
    targetLine = new DeskTransport(desk(west));
    targetLine.dieAt(targetDiesAt);
    ScanOptions options =
        ScanOptions.defaults()
            .withSeed(seed)
            .withGrace(Duration.ofMillis(1))
            .withContracts(topic -> Contract.PLAIN.with(claim));
    try (LogSide source = new RemoteSide(sourceLine, time -> true);
        LogSide target = new RemoteSide(targetLine, time -> true)) {
      return new AgentScan(
              source,
              target,
              List.of(TopicMapping.same(MemorySide.TOPIC)),
              options,
              Clock.systemUTC(),
              time -> {
                meanwhile.run();
                return true;
              },
              () -> false)
          .run();
    }
  }

  private AgentDesk desk(MemorySide side) {
    return new AgentDesk(side, side.name(), Clock.systemUTC(), () -> "job" + ids.incrementAndGet());
  }

  private enum Fault {
    MISSING(FindingCode.MISSING) {
      @Override
      void plant(MemorySide log, int place) {
        List<LogRecord> content = new ArrayList<>(log.content());
        content.remove(place);
        log.rewrite(content);
      }
    },
    DUPLICATE(FindingCode.DUPLICATE) {
      @Override
      void plant(MemorySide log, int place) {
        List<LogRecord> content = new ArrayList<>(log.content());
        content.add(place, content.get(place - 50));
        log.rewrite(content);
      }
    },
    REORDERED(FindingCode.REORDERED) {
      @Override
      void plant(MemorySide log, int place) {
        LogRecord one = log.content().get(place);
        log.replace(place, log.content().get(place + 1));
        log.replace(place + 1, one);
      }
    },
    CORRUPT(FindingCode.CORRUPT) {
      @Override
      void plant(MemorySide log, int place) {
        LogRecord record = log.content().get(place);
        byte[] value = record.value().clone();
        value[value.length / 2] ^= 4;
        log.replace(
            place, new LogRecord(0, record.timestamp(), record.key(), value, record.headers()));
      }
    },
    HEADER(FindingCode.HEADER) {
      @Override
      void plant(MemorySide log, int place) {
        LogRecord record = log.content().get(place);
        List<HeaderField> headers = List.of(new HeaderField("run", new byte[] {7}));
        log.replace(
            place, new LogRecord(0, record.timestamp(), record.key(), record.value(), headers));
      }
    },
    TIMESTAMP(FindingCode.TIMESTAMP) {
      @Override
      void plant(MemorySide log, int place) {
        LogRecord record = log.content().get(place);
        log.replace(
            place,
            new LogRecord(
                0, record.timestamp() + 1, record.key(), record.value(), record.headers()));
      }
    },
    FOREIGN(FindingCode.FOREIGN) {
      @Override
      void plant(MemorySide log, int place) {
        List<LogRecord> content = new ArrayList<>(log.content());
        content.add(place, MemorySide.record(0, 99_999_999));
        log.rewrite(content);
      }
    };

    private final FindingCode code;

    Fault(FindingCode code) {
      this.code = code;
    }

    abstract void plant(MemorySide log, int place);
  }
}
