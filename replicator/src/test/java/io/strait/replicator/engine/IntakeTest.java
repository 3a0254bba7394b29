package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.wire.FetchedPartition;
import io.strait.replicator.wire.FetchedPartition.Aborted;
import io.strait.replicator.wire.Frame;
import io.strait.replicator.wire.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class IntakeTest {
  private static final Link LINK =
      new Link(
          new LinkName("taken"),
          new ClusterAlias("east"),
          new ClusterAlias("west"),
          List.of(TopicMapping.same("taken")));
  private static final LinkIdentity IDENTITY = new LinkIdentity(LINK, "S", "T", 1);
  private static final long ONE = 11;
  private static final long OTHER = 12;

  private final List<String> steps = new ArrayList<>();

  @Test
  void shouldPassDenseBatchesOn() {
    Intake intake = take(0, List.of(), Batches.plain(0, 0, 1, 2), Batches.plain(3, 3));

    assertThat(steps).containsExactly("append 0..3", "append 3..4");
    assertThat(intake.next()).isEqualTo(4);
    assertThat(intake.lastEpoch()).isEqualTo(Batches.LEADER_EPOCH);
    assertThat(intake.rewritten()).isEmpty();
  }

  @Test
  void shouldTakeTheEndOfATransactionForAGap() {
    take(
        0,
        List.of(),
        Batches.transactional(ONE, 0, 0, 1),
        Batches.commit(ONE, 2),
        Batches.plain(3, 3));

    assertThat(steps).containsExactly("append 0..2", "fill 2..3", "append 3..4");
  }

  @Test
  void shouldDropWhatItsProducerAbortedAndNothingElse() {
    Intake intake =
        take(
            0,
            List.of(new Aborted(ONE, 0), new Aborted(ONE, 8)),
            Batches.transactional(ONE, 0, 0, 1),
            Batches.transactional(OTHER, 2, 2),
            Batches.plain(3, 3),
            Batches.abort(ONE, 4),
            Batches.transactional(ONE, 5, 5),
            Batches.commit(OTHER, 6),
            Batches.commit(ONE, 7),
            Batches.transactional(ONE, 8, 8),
            Batches.abort(ONE, 9));

    assertThat(steps)
        .containsExactly(
            "fill 0..2",
            "append 2..3",
            "append 3..4",
            "fill 4..5",
            "append 5..6",
            "fill 6..7",
            "fill 7..8",
            "fill 8..9",
            "fill 9..10");
    assertThat(intake.abortedRecords()).isEqualTo(3);
  }

  @Test
  void shouldNotTakeACommitForTheEndOfAnAbortedTransaction() {
    // The commit is of another transaction that ended in the same answer, before the aborted one.
    take(
        0,
        List.of(new Aborted(ONE, 2)),
        Batches.transactional(ONE, 0, 0),
        Batches.commit(ONE, 1),
        Batches.transactional(ONE, 2, 2),
        Batches.plain(3, 3),
        Batches.transactional(ONE, 4, 4),
        Batches.abort(ONE, 5));

    assertThat(steps)
        .containsExactly(
            "append 0..1", "fill 1..2", "fill 2..3", "append 3..4", "fill 4..5", "fill 5..6");
  }

  @Test
  void shouldKnowAnAbortedTransactionThatBeganBeforeTheFetch() {
    take(4, List.of(new Aborted(ONE, 1)), Batches.transactional(ONE, 4, 4), Batches.abort(ONE, 5));

    assertThat(steps).containsExactly("fill 4..5", "fill 5..6");
  }

  @Test
  void shouldLeaveDataAloneThatOnlyLooksAborted() {
    // The id was reused without a transaction: only transactional batches can be aborted.
    take(0, List.of(new Aborted(ONE, 0)), Batches.idempotent(ONE, 0, 0), Batches.plain(1, 1));

    assertThat(steps).containsExactly("append 0..1", "append 1..2");
  }

  @Test
  void shouldFillHolesBetweenBatches() {
    take(10, List.of(), Batches.plain(14, 14, 15), Batches.plain(30, 30));

    assertThat(steps)
        .containsExactly("fill 10..14", "append 14..16", "fill 16..30", "append 30..31");
  }

  @Test
  void shouldFillHolesInsideABatch() {
    Intake intake = take(10, List.of(), Batches.cleaned(10, 20, 12, 13, 17));

    assertThat(steps)
        .containsExactly(
            "fill 10..12", "append 12..14", "fill 14..17", "append 17..18", "fill 18..21");
    assertThat(intake.rewritten()).isEqualTo(Map.of(RewriteReason.HOLES, 3L));
  }

  @Test
  void shouldTakeABatchThatCleaningEmptiedForAGap() {
    take(10, List.of(), Batches.emptied(ONE, 10, 19), Batches.plain(20, 20));

    assertThat(steps).containsExactly("fill 10..20", "append 20..21");
  }

  @Test
  void shouldBeginInsideABatchAndPassOverWhatIsBehind() {
    Intake intake = take(5, List.of(), Batches.plain(0, 0, 1), Batches.plain(2, 2, 3, 4, 5, 6));

    assertThat(steps).containsExactly("append 5..7");
    assertThat(intake.rewritten()).isEqualTo(Map.of(RewriteReason.BEGINS_INSIDE, 2L));
  }

  @Test
  void shouldBeginInsideAnAbortedBatch() {
    take(
        1,
        List.of(new Aborted(ONE, 0)),
        Batches.transactional(ONE, 0, 0, 1, 2),
        Batches.abort(ONE, 3));

    assertThat(steps).containsExactly("fill 1..3", "fill 3..4");
  }

  @Test
  void shouldStopBeforeWhatTheOppositeLinkWrote() {
    long opposite = new LinkIdentity(LINK.reversed(), "T", "S").dataId();

    take(
        0, List.of(), Batches.plain(0, 0), Batches.idempotent(opposite, 1, 1), Batches.plain(2, 2));

    assertThat(steps).hasSize(2);
    assertThat(steps.get(0)).isEqualTo("append 0..1");
    assertThat(steps.get(1)).startsWith("stop LOOP");
  }

  @Test
  void shouldStopBeforeADamagedBatchThatMustBeRebuilt() {
    ByteBuffer damaged = Batches.cleaned(0, 5, 1, 3);
    damaged.put(damaged.limit() - 1, (byte) (damaged.get(damaged.limit() - 1) ^ 1));
    Rewriting rewriting = Rewriting.plain();

    Intake first = take(rewriting, 0, List.of(), damaged, Batches.plain(6, 6));
    assertThat(first.next()).isZero();
    assertThat(steps).isEmpty();

    take(rewriting, 0, List.of(), damaged);

    assertThat(steps).hasSize(1);
    assertThat(steps.get(0)).startsWith("stop UNSUPPORTED_BATCH").contains("offset 0");
  }

  private Intake take(long from, List<Aborted> aborted, ByteBuffer... batches) {
    return take(Rewriting.plain(), from, aborted, batches);
  }

  private Intake take(
      Rewriting rewriting, long from, List<Aborted> aborted, ByteBuffer... batches) {
    Intake intake =
        new Intake(IDENTITY, rewriting, size -> Frame.unpooled(), CopyPolicy.defaults(), from, -1);
    ByteBuffer all = Batches.joined(batches);
    FetchedPartition part =
        new FetchedPartition(
            new TopicPartition("taken", 0), Outcome.none(), false, 0, 99, 99, all, aborted);
    intake.take(part, Frame.unpooled(), step -> steps.add(text(step)));
    return intake;
  }

  private static String text(Step step) {
    if (step instanceof Step.Append append) {
      return "append " + append.from() + ".." + append.to();
    }
    if (step instanceof Step.Fill gap) {
      return "fill " + gap.from() + ".." + gap.to();
    }
    return "stop " + ((Step.Stop) step).halt();
  }
}
