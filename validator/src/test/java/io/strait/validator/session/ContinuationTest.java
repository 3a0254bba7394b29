package io.strait.validator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Subject;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ContinuationTest {
  private static final Subject SUBJECT = new Subject(TopicMapping.same("t"), 0, true, true);
  private static final TopicPartition PARTITION = SUBJECT.sourcePartition();
  private static final String DECLARED = Continuation.words(Contract.PLAIN);
  private static final LogIdentity THEN = new LogIdentity("id-1", "t", "id-2", DECLARED);

  /** A FAKE log of records numbered like their offsets, save those from a place on. */
  private record Log(long start, long end, long otherFrom) implements LogView {
    @Override
    public LogBounds bounds() {
      return new LogBounds(start, end, end);
    }

    @Override
    public Iterator<LogRecord> read(OffsetRange range) {
      return LongStream.range(Math.max(start, range.from()), Math.min(end, range.to()))
          .mapToObj(n -> record(n, n >= otherFrom))
          .iterator();
    }

    private static LogRecord record(long n, boolean other) {
      byte[] value = (other ? "other " : "value ").concat(Long.toString(n)).getBytes();
      return new LogRecord(n, n, null, value, List.of());
    }
  }

  private static final Log SOURCE = new Log(0, 1_000, Long.MAX_VALUE);

  private static Task look(LogIdentity now, Log source, Log target, boolean onlyNew) {
    Terrain terrain =
        new Terrain(
            "east",
            "west",
            List.of(SUBJECT),
            List.of(),
            Map.of(PARTITION, source.bounds()),
            Map.of(PARTITION, target.bounds()),
            Map.of("t", now.sourceTopicId()),
            Map.of("t", now.targetTopicId()),
            Map.of(),
            Map.of());
    ProofPoint proof = new ProofPoint(PARTITION, new OffsetRange(0, 600), 600, 3, Digest.EMPTY);
    StateEntry.Point point = new StateEntry.Point("r", THEN, proof, true);
    Task task = Task.of(SUBJECT, new OffsetRange(source.start(), source.end()), false);
    return new Continuation(terrain, onlyNew).of(task, point, Contract.PLAIN, source, target);
  }

  private static Finding only(Task task) {
    assertThat(task.known()).isEmpty();
    assertThat(task.found()).hasSize(1);
    return task.found().get(0);
  }

  @Test
  void shouldJudgeOnlyWhatIsNewWhenTheProofStillHolds() {
    Task task = look(THEN, SOURCE, SOURCE, true);

    assertThat(task.asked()).isEqualTo(new OffsetRange(600, 1_000));
    assertThat(task.known()).map(ProofPoint::targetTo).contains(600L);
    assertThat(task.found()).isEmpty();
  }

  @Test
  void shouldCountTheProofWhenAnInterruptedRunIsResumed() {
    Task task = look(THEN, SOURCE, SOURCE, false);

    assertThat(task.asked()).isEqualTo(new OffsetRange(0, 1_000));
    assertThat(task.before()).contains(new OffsetRange(0, 600));
  }

  @Test
  void shouldCallTheSourceResetWhenItsTopicIsAnother() {
    LogIdentity now = new LogIdentity("id-9", "t", "id-2", DECLARED);

    Finding finding = only(look(now, SOURCE, SOURCE, true));
    assertThat(finding.code()).isEqualTo(FindingCode.RESET_SOURCE);
    assertThat(finding.evidence()).contains("id-1", "id-9");
  }

  @Test
  void shouldCallTheSourceTruncatedWhenItEndsBelowTheProof() {
    Log cut = new Log(0, 599, Long.MAX_VALUE);

    Finding finding = only(look(THEN, cut, SOURCE, true));
    assertThat(finding.code()).isEqualTo(FindingCode.TRUNCATED_SOURCE);
    assertThat(finding.divergesAt()).isEqualTo(599);
  }

  @Test
  void shouldCallTheSourceResetWhenTheLastProvedPairIsNoPairAnyMore() {
    Finding finding = only(look(THEN, new Log(0, 1_000, 550), SOURCE, true));

    assertThat(finding.code()).isEqualTo(FindingCode.RESET_SOURCE);
    assertThat(finding.evidence()).contains("source offset 599").contains("no longer equal");
  }

  @Test
  void shouldJudgeAnewWithoutAFindingWhenOnlyTheTargetIsAnother() {
    Task recreated = look(new LogIdentity("id-1", "t", "id-7", DECLARED), SOURCE, SOURCE, true);
    Task shorter = look(THEN, SOURCE, new Log(0, 400, Long.MAX_VALUE), true);

    for (Task task : List.of(recreated, shorter)) {
      assertThat(task.asked()).isEqualTo(new OffsetRange(0, 1_000));
      assertThat(task.known()).isEmpty();
      assertThat(task.found()).isEmpty();
      assertThat(task.notes()).hasSize(1);
    }
  }

  @Test
  void shouldNotCompareWhatRetentionTookAndNotNeedIdsThatOldBrokersLack() {
    Log young = new Log(700, 1_000, 0);
    LogIdentity none = new LogIdentity("", "t", "", DECLARED);

    assertThat(look(none, young, SOURCE, true).asked()).isEqualTo(new OffsetRange(700, 1_000));
    assertThat(look(none, young, SOURCE, true).found()).isEmpty();
  }

  @Test
  void shouldRefuseAProofUnderAnotherDeclaration() {
    Contract ordered = Contract.PLAIN.with(OffsetClaim.IN_ORDER);
    Terrain terrain =
        new Terrain(
            "", "", List.of(), List.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
            Map.of());
    ProofPoint proof = new ProofPoint(PARTITION, new OffsetRange(0, 600), 600, 3, Digest.EMPTY);
    StateEntry.Point point = new StateEntry.Point("r", THEN, proof, true);
    Task task = Task.of(SUBJECT, new OffsetRange(0, 1), false);

    assertThatThrownBy(() -> new Continuation(terrain, true).of(task, point, ordered, null, null))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("t-0")
        .hasMessageContaining("--mode full");
  }
}
