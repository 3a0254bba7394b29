package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.judge.ScanOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source with holes, as transactions and compaction leave them, copied to dense offsets. */
class InOrderTest {
  private static final ScanOptions OPTIONS =
      ScanOptions.defaults()
          .withSeed(7)
          .withContracts(topic -> Contract.PLAIN.with(OffsetClaim.IN_ORDER));

  private final MemoryLog source = holed(new Random(5), 300);

  @Test
  void shouldFindNothingWhenOnlyOffsetsDiffer() {
    PartitionReport report = judge(dense(source.content()));

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.offsetShifts()).isZero();
    assertThat(report.behind()).isZero();
    assertThat(report.proven()).isEqualTo(report.judged());
    assertThat(report.proof().orElseThrow().digest().count()).isEqualTo(300);
    assertThat(report.proof().orElseThrow().targetTo()).isEqualTo(340);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 150, 298})
  void shouldFindEachFaultAtItsSourceOffset(int place) {
    LogRecord at = source.content().get(place);
    LogRecord next = source.content().get(place + 1);

    List<LogRecord> dropped = copy();
    dropped.remove(place);
    only(dropped, FindingCode.MISSING, at.offset());

    List<LogRecord> doubled = copy();
    doubled.add(place + 1, at);
    only(doubled, FindingCode.DUPLICATE, next.offset());

    List<LogRecord> swapped = copy();
    Collections.swap(swapped, place, place + 1);
    only(swapped, FindingCode.REORDERED, at.offset());

    List<LogRecord> corrupt = copy();
    corrupt.set(place, new LogRecord(0, at.timestamp(), at.key(), new byte[3], at.headers()));
    only(corrupt, FindingCode.CORRUPT, at.offset());

    List<LogRecord> stamped = copy();
    stamped.set(place, new LogRecord(0, at.timestamp() + 1, at.key(), at.value(), at.headers()));
    only(stamped, FindingCode.TIMESTAMP, at.offset());

    List<LogRecord> foreign = copy();
    foreign.add(place, new LogRecord(0, 9, null, MemoryLog.bytes("stranger"), List.of()));
    only(foreign, FindingCode.FOREIGN, at.offset());
  }

  @Test
  void shouldPlaceWhatTheTargetHasTooMuchAtTheEndWhenGoingOnFromAProof() {
    List<LogRecord> more = copy();
    more.add(new LogRecord(0, 9, null, MemoryLog.bytes("stranger"), List.of()));
    more.add(source.content().get(7));
    List<ProofPoint> points = new ArrayList<>();
    ScanOptions telling = OPTIONS.withHooks(OPTIONS.hooks().withCheckpoint(points::add));
    MemoryLog.judge(source, dense(more), telling, Optional.empty());

    PartitionReport report =
        MemoryLog.judge(
            source,
            dense(more),
            OPTIONS,
            Optional.empty(),
            Optional.of(points.get(points.size() - 1)));

    assertThat(report.counts().byCode())
        .isEqualTo(Map.of(FindingCode.FOREIGN, 1L, FindingCode.DUPLICATE, 1L));
    long last = source.content().get(299).offset();
    assertThat(report.findings()).allMatch(finding -> finding.divergesAt() > last);
  }

  @Test
  void shouldNotCallTheRestMissingWhenTheTargetLags() {
    PartitionReport report = judge(dense(source.content().subList(0, 200)));

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.proven().to()).isEqualTo(source.content().get(200).offset());
    assertThat(report.behind())
        .isEqualTo(source.bounds().stableEnd() - source.content().get(200).offset());
  }

  @Test
  void shouldNameTheFaultOnlyWhenALongRestIsStillToCome() {
    MemoryLog longer = holed(new Random(6), 30_000);
    List<LogRecord> content = new ArrayList<>(longer.content().subList(0, 50));
    content.add(new LogRecord(0, 9, null, MemoryLog.bytes("a stranger"), List.of()));

    PartitionReport report =
        MemoryLog.judge(longer, dense(content), OPTIONS.withLookahead(2_048), Optional.empty());
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.FOREIGN, 1L));
  }

  @Test
  void shouldGoOnFromAProofToTheSameDigest() {
    MemoryLog target = dense(source.content());
    List<ProofPoint> points = new ArrayList<>();
    ScanOptions telling = OPTIONS.withHooks(OPTIONS.hooks().withCheckpoint(points::add));
    PartitionReport first =
        MemoryLog.judge(source, dense(source.content().subList(0, 120)), telling, Optional.empty());
    ProofPoint known = points.get(points.size() - 1);

    PartitionReport rest =
        MemoryLog.judge(source, target, OPTIONS, Optional.empty(), Optional.of(known));

    assertThat(known.source()).isEqualTo(new TopicPartition("t", 0));
    assertThat(known.proven()).isEqualTo(first.proven());
    assertThat(rest.counts().byCode()).isEmpty();
    assertThat(rest.proven()).isEqualTo(judge(target).proven());
    assertThat(rest.proof()).isEqualTo(judge(target).proof());
    assertThat(rest.sourceRecords()).isEqualTo(300);
    assertThat(rest.notes()).anyMatch(note -> note.contains("was not read again"));
  }

  @Test
  void shouldProveOnlyTheRestWhenTheEarlierProofHasAnotherSeed() {
    MemoryLog target = dense(source.content());
    List<ProofPoint> points = new ArrayList<>();
    ScanOptions telling =
        OPTIONS.withSeed(99).withHooks(OPTIONS.hooks().withCheckpoint(points::add));
    MemoryLog.judge(source, dense(source.content().subList(0, 120)), telling, Optional.empty());

    PartitionReport rest =
        MemoryLog.judge(source, target, OPTIONS, Optional.empty(), Optional.of(points.get(0)));
    assertThat(rest.proven().from()).isEqualTo(points.get(0).proven().to());
    assertThat(rest.proof().orElseThrow().digest().count()).isEqualTo(180);
  }

  @Test
  void shouldCallTheSourceTruncatedWhenItEndsBelowAnEarlierProof() {
    List<ProofPoint> points = new ArrayList<>();
    ScanOptions telling = OPTIONS.withHooks(OPTIONS.hooks().withCheckpoint(points::add));
    MemoryLog.judge(source, dense(source.content()), telling, Optional.empty());
    MemoryLog shorter = holed(new Random(5), 100);

    PartitionReport report =
        MemoryLog.judge(
            shorter,
            dense(shorter.content()),
            OPTIONS,
            Optional.empty(),
            Optional.of(points.get(0)));
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.TRUNCATED_SOURCE, 1L));
  }

  private List<LogRecord> copy() {
    return new ArrayList<>(source.content());
  }

  private PartitionReport judge(MemoryLog target) {
    return MemoryLog.judge(source, target, OPTIONS, Optional.empty());
  }

  private void only(List<LogRecord> content, FindingCode code, long divergesAt) {
    PartitionReport report = judge(dense(content));
    assertThat(report.counts().byCode()).as("%s", code).isEqualTo(Map.of(code, 1L));
    Finding finding = report.findings().get(0);
    assertThat(finding.divergesAt()).as("%s", code).isEqualTo(divergesAt);
    assertThat(report.firstDivergence()).isEqualTo(OptionalLong.of(divergesAt));
    assertThat(report.proven().to()).isEqualTo(divergesAt);
  }

  /** Some other offset to start from, so that nothing holds by chance. */
  private static MemoryLog dense(List<LogRecord> content) {
    return MemoryLog.of(40, 0).rewrite(content);
  }

  private static MemoryLog holed(Random random, int count) {
    MemoryLog log = MemoryLog.of(1_000, 0);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(4) == 0) {
        log.appendMarker();
      }
      log.append(MemoryLog.record(i));
    }
    log.appendMarker();
    return log;
  }
}
