package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.ScanMode;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.raw.BatchLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.record.internal.CompressionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same logs, packed into stored batches at random on either side. Invariants by name:
 * PackingDoesNotShow (findings and digest are those of the records alone), FastSeesTheSame.
 */
class PackedSim {
  private static final int ROUNDS = 60;

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void shouldJudgeRecordsAndNotTheirPacking(long seed) {
    Random random = new Random(Long.getLong("seed", seed));
    for (int round = 0; round < ROUNDS; round++) {
      MemoryLog source = world(random);
      MemoryLog target = source.copy().rewrite(faulty(source.content(), random));
      ScanOptions options = ScanOptions.defaults().withSeed(random.nextLong());
      if (random.nextBoolean()) {
        options = options.withContracts(topic -> Contract.PLAIN.with(OffsetClaim.IN_ORDER));
      }
      long cuts = random.nextLong();
      BatchLog packed = pack(source, codec(random), new Random(cuts));
      boolean alike = random.nextBoolean();
      CompressionType codec = codec(random);
      BatchLog packedTarget = pack(target, codec, alike ? new Random(cuts) : random);
      BatchLog packedAlike = pack(source, codec, alike ? new Random(cuts) : random);

      PartitionReport plain = MemoryLog.judge(source, target, options, Optional.empty());
      same(MemoryLog.judge(packed, packedTarget, options, Optional.empty()), plain, round);
      same(MemoryLog.judge(packedAlike, packedTarget, options, Optional.empty()), plain, round);
      PartitionReport fast =
          MemoryLog.judge(
              packedAlike, packedTarget, options.withMode(ScanMode.FAST), Optional.empty());
      assertThat(fast.findings()).as("FastSeesTheSame, %d", round).isEqualTo(plain.findings());
      assertThat(fast.counts()).isEqualTo(plain.counts());
      assertThat(fast.proven()).isEqualTo(plain.proven());
      assertThat(fast.proof()).isEmpty();
    }
  }

  @Test
  void shouldKeepWhatIsProvedBeforeADamagedBatch() {
    MemoryLog source = MemoryLog.of(0, 1_000);
    for (boolean damageSource : new boolean[] {true, false}) {
      BatchLog from = pack(source, CompressionType.ZSTD, new Random(3));
      BatchLog to = pack(source, CompressionType.ZSTD, new Random(3));
      ByteBuffer bytes = (damageSource ? from : to).stored(from.batches() / 2);
      int last = bytes.limit() - 1;
      bytes.put(last, (byte) (bytes.get(last) ^ 1));

      PartitionReport report = MemoryLog.judge(from, to, ScanOptions.defaults(), Optional.empty());
      assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.UNVERIFIABLE, 1L));
      assertThat(report.findings().get(0).evidence()).contains("checksum does not match");
      assertThat(report.proven().to()).isEqualTo(bytes.getLong(0));
      assertThat(report.proof().orElseThrow().digest().count()).isEqualTo(bytes.getLong(0));
    }
  }

  @Test
  void shouldNotHangOrCrashWhateverIsDamaged() {
    Random random = new Random(Long.getLong("seed", 8));
    MemoryLog source = MemoryLog.of(0, 300);
    for (int round = 0; round < 400; round++) {
      BatchLog from = pack(source, codec(random), new Random(round));
      BatchLog to = pack(source, codec(random), new Random(round));
      ByteBuffer bytes = to.stored(random.nextInt(to.batches()));
      int place = 21 + random.nextInt(bytes.limit() - 21);
      bytes.put(place, (byte) (bytes.get(place) ^ 1 << random.nextInt(8)));

      PartitionReport report = MemoryLog.judge(from, to, ScanOptions.defaults(), Optional.empty());
      assertThat(report.counts().byCode()).as("round %d at %d", round, place).isNotEmpty();
    }
  }

  private static void same(PartitionReport report, PartitionReport plain, int round) {
    assertThat(report).as("PackingDoesNotShow, round %d", round).isEqualTo(plain);
  }

  private static CompressionType codec(Random random) {
    return CompressionType.values()[random.nextInt(CompressionType.values().length)];
  }

  private static BatchLog pack(MemoryLog log, CompressionType codec, Random cuts) {
    return new BatchLog(
        log.content(), log.bounds().start(), log.bounds().stableEnd(), codec, 40, cuts);
  }

  private static MemoryLog world(Random random) {
    MemoryLog log = MemoryLog.of(random.nextInt(50), 0);
    int count = random.nextInt(900);
    for (int i = 0; i < count; i++) {
      byte[] value = new byte[random.nextInt(60)];
      random.nextBytes(value);
      log.append(
          new LogRecord(
              0,
              1_700_000_000_000L + i,
              random.nextInt(8) == 0 ? null : MemoryLog.bytes("k" + i),
              random.nextInt(8) == 0 ? null : value,
              random.nextInt(3) == 0
                  ? List.of()
                  : List.of(
                      new HeaderField("h", MemoryLog.bytes("" + random.nextInt(3))),
                      new HeaderField("é", random.nextBoolean() ? null : new byte[0]))));
    }
    return log;
  }

  private static List<LogRecord> faulty(List<LogRecord> content, Random random) {
    List<LogRecord> copy = new ArrayList<>(content);
    for (int fault = random.nextInt(4); fault > 0 && copy.size() > 20; fault--) {
      int place = random.nextInt(copy.size() - 2);
      LogRecord old = copy.get(place);
      switch (random.nextInt(4)) {
        case 0 -> copy.remove(place);
        case 1 -> copy.add(place + 1, old);
        case 2 -> Collections.swap(copy, place, place + 1);
        default ->
            copy.set(
                place, new LogRecord(0, old.timestamp() + 1, old.key(), old.value(), List.of()));
      }
    }
    return copy;
  }
}
