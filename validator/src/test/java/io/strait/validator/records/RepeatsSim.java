package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.keyed.Cleaners;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Logs whose records are hardly told apart: rows of equal ones, a few values in turn, one value at
 * many times, one record over and over. A fault among them is still one finding under its own name,
 * and where it is placed is never behind the record at which the logs part.
 */
class RepeatsSim {
  private static final int SEEDS = 120;

  private enum Fault {
    DROP(FindingCode.MISSING),
    DOUBLE(FindingCode.DUPLICATE),
    SWAP(FindingCode.REORDERED),
    FLIP(FindingCode.CORRUPT),
    HEADER(FindingCode.HEADER),
    TIME(FindingCode.TIMESTAMP),
    STRANGER(FindingCode.FOREIGN);

    private final FindingCode code;

    Fault(FindingCode code) {
      this.code = code;
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void shouldNameOneFaultOnce(Fault fault) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed * 31 + fault.ordinal());
      List<LogRecord> content = content(random);
      List<LogRecord> copy = new ArrayList<>(content);
      int at = place(fault, copy, random);
      plant(fault, copy, at);
      int parts = partsAt(content, copy);

      PartitionReport report = judge(log(content), log(copy));

      String which = fault + " of " + at + ", seed " + seed + ": " + report.findings();
      assertThat(report.counts().byCode()).as(which).isEqualTo(Map.of(fault.code, 1L));
      assertThat(report.firstDivergence().orElseThrow()).as(which).isBetween(0L, (long) parts);
      Finding finding = report.findings().get(0);
      boolean inPlace = fault == Fault.FLIP || fault == Fault.HEADER || fault == Fault.TIME;
      assertThat(!inPlace || finding.divergesAt() == at).as(which).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void shouldNameTwoFaultsOnceEachWhenTheyAreFarApart(Fault fault) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed * 37 + fault.ordinal());
      List<LogRecord> content = content(random);
      List<LogRecord> copy = new ArrayList<>(content);
      plant(fault, copy, place(fault, copy, random));
      copy.addAll(rich());
      content.addAll(rich());
      copy.remove(copy.size() - 50);

      PartitionReport report = judge(log(content), log(copy));

      long missing = fault == Fault.DROP ? 2 : 1;
      assertThat(report.counts().of(FindingCode.MISSING)).as("seed %s", seed).isEqualTo(missing);
      assertThat(report.counts().differences()).as("seed %s", seed).isEqualTo(2);
    }
  }

  private static List<LogRecord> rich() {
    return IntStream.range(5_000, 5_100).mapToObj(MemoryLog::record).toList();
  }

  /** A record that the fault makes another log of. */
  private static int place(Fault fault, List<LogRecord> copy, Random random) {
    for (int tries = 0; tries < 1_000; tries++) {
      int at = random.nextInt(copy.size() - 1);
      if (fault != Fault.SWAP || !isSame(copy.get(at), copy.get(at + 1))) {
        return at;
      }
    }
    copy.set(1, copy.get(1).at(77));
    return 1;
  }

  private static void plant(Fault fault, List<LogRecord> copy, int at) {
    LogRecord one = copy.get(at);
    switch (fault) {
      case DROP -> copy.remove(at);
      case DOUBLE -> copy.add(at, one);
      case SWAP -> Collections.swap(copy, at, at + 1);
      case FLIP -> copy.set(at, one.with(one.key(), flipped(one.value())));
      case HEADER -> copy.set(at, one.with(List.of(new HeaderField("more", new byte[1]))));
      case TIME -> copy.set(at, one.at(one.timestamp() + 500_001));
      case STRANGER ->
          copy.add(at, new LogRecord(0, 1, null, MemoryLog.bytes("a stranger"), List.of()));
    }
  }

  private static byte[] flipped(byte[] value) {
    byte[] other = value.clone();
    other[0] ^= 0x20;
    return other;
  }

  private static List<LogRecord> content(Random random) {
    List<LogRecord> content = new ArrayList<>();
    int kind = random.nextInt(4);
    int count = 20 + random.nextInt(380);
    long time = 1_000_000;
    for (int i = 0; i < count; i++) {
      time += random.nextInt(10) == 0 ? 1 + random.nextInt(3) : 0;
      LogRecord last = content.isEmpty() ? record("k", "v0", time) : content.get(i - 1);
      content.add(
          switch (kind) {
            case 0 -> record("k", "value", time);
            case 1 -> record("k", "value", 1_000_000);
            case 2 -> random.nextInt(3) > 0 ? last : record("k" + i, "value " + i, time);
            default -> record("k" + random.nextInt(4), "v" + random.nextInt(6), time + i * 10L);
          });
    }
    return content;
  }

  private static LogRecord record(String key, String value, long time) {
    return new LogRecord(0, time, MemoryLog.bytes(key), MemoryLog.bytes(value), List.of());
  }

  private static int partsAt(List<LogRecord> content, List<LogRecord> copy) {
    int at = 0;
    while (at < content.size() && at < copy.size() && isSame(content.get(at), copy.get(at))) {
      at++;
    }
    return at;
  }

  private static boolean isSame(LogRecord one, LogRecord other) {
    return one.timestamp() == other.timestamp()
        && java.util.Arrays.equals(one.key(), other.key())
        && java.util.Arrays.equals(one.value(), other.value())
        && one.headers().equals(other.headers());
  }

  private static MemoryLog log(List<LogRecord> content) {
    return MemoryLog.of(0, 0).rewrite(content);
  }

  private static PartitionReport judge(MemoryLog source, MemoryLog target) {
    Case one = KeyedWorld.one(source, target, OffsetClaim.IN_ORDER);
    Judging judging =
        new Judging(Clock.systemUTC(), topic -> new Cleaners(false, false), List.of());
    PartitionReport report = judging.judge(one);
    if (report.behind() == 0) {
      return report;
    }
    long end = source.bounds().stableEnd();
    return judging.judge(
        new Case(
            one.subject(),
            source,
            target,
            one.contract(),
            one.options(),
            java.util.Optional.of(Tails.demanded(report, end))));
  }
}
