package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.progress.GapCause;
import io.strait.replicator.wire.Transport;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReconcilingTest {
  private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

  private final Transport transport = OfflinePump.transport();

  @AfterEach
  void end() {
    transport.close();
  }

  @Test
  void shouldCompareNothingWhileAnEarlierOwnersLastRequestMayLand() {
    PartitionCopy copy = copy(2);
    copy.tombstones().begins(0, 0, true, false);
    advance(copy, 2);

    assertThat(copy.stage()).isInstanceOf(Resolving.class);
    assertThat(copy.stage().problem().orElse("")).contains("earlier owner");
  }

  @Test
  void shouldCompareAtOnceWhereThereWasNoEarlierOwner() {
    PartitionCopy copy = copy(1);
    copy.tombstones().begins(0, 0, true, false);
    advance(copy, 1);

    assertThat(copy.stage()).isInstanceOf(Reconciling.class);
    assertThat(copy.ledger().size()).isZero();
  }

  @Test
  void shouldEnterThatNothingIsComparedWhereKeysMayHaveBeenChanged() {
    PartitionCopy copy = copy(1);
    copy.tombstones().begins(100, 100, false, false);
    advance(copy, 1);

    assertThat(copy.ledger().covers(GapCause.MISSED_TOMBSTONES, 99)).isTrue();
    assertThat(copy.tombstones().deletions().isPending()).isFalse();
  }

  private PumpContext context;

  private PartitionCopy copy(int epoch) {
    context = OfflinePump.context(transport, Clock.systemUTC(), epoch, false);
    context.learn(Map.of("topic", new SourceSettings(false, true, -1, -1, 60_000)));
    return new PartitionCopy(
        context, new CopyPair(PARTITION, Uuid.ONE_UUID, PARTITION, Uuid.ONE_UUID));
  }

  private void advance(PartitionCopy copy, int epoch) {
    assertThat(context.ownerEpoch()).isEqualTo(epoch);
    Reconciling stage = new Reconciling(context, copy, 100, 100);
    copy.enter(stage, "Keys are compared");
    stage.advance(context.now());
  }
}
