package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.ProducerView;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;

final class FillerTurnTest {
  private LinkIdentity identity =
      new LinkIdentity(
          new Link(
              new LinkName("filled"),
              new ClusterAlias("east"),
              new ClusterAlias("west"),
              List.of(TopicMapping.same("t"))),
          "S",
          "T",
          7);

  @Test
  void shouldGoOnBehindWhatTheTargetRemembersOfThisOwner() {
    FillerTurn turn = turn(remembered(identity.fillerId(), 7, 41));

    assertThat(sequenceOf(turn.take(10, 15, 10))).isEqualTo(42);
    assertThat(sequenceOf(turn.take(20, 22, 20))).isEqualTo(47);
  }

  @Test
  void shouldBeginAtZeroBehindAnEarlierOwner() {
    assertThat(sequenceOf(turn(remembered(identity.fillerId(), 6, 41)).take(0, 1, 0))).isZero();
    assertThat(sequenceOf(turn(Optional.empty()).take(0, 1, 0))).isZero();
  }

  @Test
  void shouldBeginAtZeroWhenItsOwnerIsGivenANewEpochOnTheWay() {
    FillerTurn turn = turn(Optional.empty());
    turn.take(0, 5, 0);
    identity = identity.owned(8);

    RecordBatch first = batch(turn.take(5, 8, 5));
    RecordBatch second = batch(turn.take(8, 9, 8));

    assertThat(first.producerEpoch()).isEqualTo((short) 8);
    assertThat(first.baseSequence()).isZero();
    assertThat(second.baseSequence()).isEqualTo(3);
  }

  @Test
  void shouldTakeAnotherIdAndBeginAtZeroWhenTheEpochNoLongerFits() {
    identity = identity.owned(Short.MAX_VALUE);
    FillerTurn turn = turn(Optional.empty());
    RecordBatch last = batch(turn.take(0, 5, 0));
    identity = identity.owned(Short.MAX_VALUE + 1);
    RecordBatch next = batch(turn.take(5, 8, 5));

    assertThat(next.producerEpoch()).isZero();
    assertThat(next.baseSequence()).isZero();
    assertThat(next.producerId()).isNotEqualTo(last.producerId());
  }

  private FillerTurn turn(Optional<ProducerView.State> remembered) {
    return new FillerTurn(() -> identity, () -> 1_000L, remembered);
  }

  private static Optional<ProducerView.State> remembered(long id, int epoch, int sequence) {
    return Optional.of(new ProducerView.State(id, epoch, sequence, 0));
  }

  private static int sequenceOf(Outgoing outgoing) {
    return batch(outgoing).baseSequence();
  }

  private static RecordBatch batch(Outgoing outgoing) {
    assertThat(BatchHeader.computedChecksum(outgoing.buffer(), 0))
        .isEqualTo(BatchHeader.storedChecksum(outgoing.buffer(), 0));
    return MemoryRecords.readableRecords(outgoing.buffer()).batches().iterator().next();
  }
}
