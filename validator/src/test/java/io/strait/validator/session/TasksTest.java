package io.strait.validator.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Tally;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.Digest;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.Subject;
import io.strait.validator.scope.OffsetChoice;
import io.strait.validator.scope.Selection;
import io.strait.validator.scope.TimeWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TasksTest {
  private static final Subject SUBJECT = new Subject(TopicMapping.same("t"), 0, true, true);
  private static final TopicPartition PARTITION = SUBJECT.sourcePartition();
  private static final Contract SHIFTED =
      Contract.PLAIN.with(new OffsetClaim.Related(new OffsetRelation.Shifted(-50), "shifted"));

  private static Task task(
      Selection selection,
      Map<TopicPartition, OptionalLong> from,
      Map<TopicPartition, OptionalLong> until,
      Contract contract) {
    Terrain terrain =
        new Terrain(
            "east",
            "west",
            List.of(SUBJECT),
            List.of(),
            Map.of(PARTITION, new LogBounds(100, 900, 950)),
            Map.of(PARTITION, new LogBounds(0, 800, 800)),
            Map.of(),
            Map.of(),
            from,
            until);
    return new Tasks(terrain, selection, 7).all(any -> contract).get(0);
  }

  @Test
  void shouldAskForAllThatIsCommittedAndLetTheTargetBeBehind() {
    Task task = task(Selection.ALL, Map.of(), Map.of(), Contract.PLAIN);

    assertThat(task.asked()).isEqualTo(new OffsetRange(100, 900));
    assertThat(task.isSealed()).isFalse();
    assertThat(task.known()).isEmpty();
  }

  @Test
  void shouldDemandOffsetsExactlyAsTheyWereAskedFor() {
    Selection selection =
        Selection.of(List.of(), List.of(OffsetChoice.parse("t/0@5..2000")), TimeWindow.ALL);
    Task task = task(selection, Map.of(), Map.of(), Contract.PLAIN);

    assertThat(task.asked()).isEqualTo(new OffsetRange(5, 2_000));
    assertThat(task.isSealed()).isTrue();
  }

  @Test
  void shouldBeginAtTheImageOfATimeOnBothSides() {
    Map<TopicPartition, OptionalLong> from = Map.of(PARTITION, OptionalLong.of(300));
    Task task = task(Selection.ALL, from, Map.of(), SHIFTED);

    assertThat(task.asked()).isEqualTo(new OffsetRange(300, 900));
    assertThat(task.isSealed()).isFalse();
    assertThat(task.known()).map(ProofPoint::targetTo).contains(250L);
    Task ordered = task(Selection.ALL, from, Map.of(), Contract.PLAIN.with(OffsetClaim.IN_ORDER));
    assertThat(ordered.known()).isEmpty();
    assertThat(ordered.notes()).hasSize(1);
  }

  @Test
  void shouldDemandWhatLiesBeforeATimeAndNothingFromATimeToCome() {
    Map<TopicPartition, OptionalLong> until = Map.of(PARTITION, OptionalLong.of(700));
    assertThat(task(Selection.ALL, Map.of(), until, SHIFTED).isSealed()).isTrue();
    assertThat(task(Selection.ALL, Map.of(), until, SHIFTED).asked())
        .isEqualTo(new OffsetRange(100, 700));
    Map<TopicPartition, OptionalLong> never = Map.of(PARTITION, OptionalLong.empty());
    assertThat(task(Selection.ALL, never, Map.of(), SHIFTED).asked().isEmpty()).isTrue();
    assertThat(task(Selection.ALL, Map.of(), never, SHIFTED).isSealed()).isFalse();
  }

  @Test
  void shouldReportOnlyWhatIsNewWhenADigestGoesOn() {
    ProofPoint known =
        new ProofPoint(
            PARTITION, new OffsetRange(100, 600), 550, 7, new Digest(480, 1, 1, 1, 1, 1));
    Task task = Task.of(SUBJECT, new OffsetRange(100, 900), false).since(known);
    OffsetRange joined = new OffsetRange(100, 900);
    PartitionReport report =
        new PartitionReport(
            SUBJECT.topic(),
            0,
            joined,
            joined,
            new Tally(780, 780, 3, 0),
            FindingCounts.NONE,
            List.of());

    Standing standing = Outcome.of(task, Optional.of(report), Optional.empty(), "");

    assertThat(standing.report().judged()).isEqualTo(new OffsetRange(600, 900));
    assertThat(standing.report().sourceRecords()).isEqualTo(300);
    assertThat(Coverage.of(standing.stretches())).isEqualTo(new Coverage(300, 300, 0, 0, 0));
  }

  @Test
  void shouldSayWhyNothingWasReadWhenARunWasEnded() {
    Task task = Task.of(SUBJECT, new OffsetRange(100, 900), false);

    Standing standing =
        Outcome.of(
            task, Optional.empty(), Optional.of(new OffsetRange(100, 400)), "the time was up");

    assertThat(standing.report().counts().of(FindingCode.UNVERIFIABLE)).isEqualTo(1);
    assertThat(standing.report().findings().get(0).evidence()).contains("the time was up");
    assertThat(Coverage.of(standing.stretches())).isEqualTo(new Coverage(800, 300, 0, 0, 500));
  }

  @Test
  void shouldNameManyTopicsByAChecksumThatTellsThemApart() {
    List<TopicMapping> many =
        IntStream.range(0, 500).mapToObj(i -> TopicMapping.same("topic-" + i)).toList();
    String words = Session.words(Selection.ALL, many);
    assertThat(words).startsWith("everything of 500 topics (checksum ").hasSizeLessThan(80);
    assertThat(Session.words(Selection.ALL, many.subList(0, 499))).isNotEqualTo(words);
    assertThat(Session.words(Selection.ALL, many.subList(0, 1)))
        .isEqualTo("everything of topic-0=topic-0");
  }
}
