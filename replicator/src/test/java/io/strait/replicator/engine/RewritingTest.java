package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.Codec;
import io.strait.replicator.wire.FetchedPartition;
import io.strait.replicator.wire.Frame;
import io.strait.replicator.wire.FramePool;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.ProduceAck;
import io.strait.replicator.wire.RecordEdit;
import io.strait.replicator.wire.RecordPath;
import io.strait.replicator.wire.SchemaIdEdit;
import io.strait.replicator.wire.SchemaIdTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.junit.jupiter.api.Test;

final class RewritingTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final LinkIdentity IDENTITY =
      new LinkIdentity(
          new Link(
              new LinkName("rewriting"),
              new ClusterAlias("east"),
              new ClusterAlias("west"),
              List.of(TopicMapping.same("t"))),
          "S",
          "T",
          1);

  private static final TimestampType TIME = TimestampType.CREATE_TIME;

  private final List<Step> steps = new ArrayList<>();
  private TargetTopic demands = TargetTopic.unknown();
  private Optional<Codec> ownCodec = Optional.empty();
  private Optional<RecordEdit> edit = Optional.empty();
  private CopyPolicy policy = CopyPolicy.defaults();
  private final Refusals refusals = new Refusals();
  private IntFunction<Frame> heap = size -> Frame.unpooled();
  private Rewriting rewriting;

  @Test
  void shouldTurnWhatAFilterLeavesOutIntoAGap() {
    edit = Optional.of(r -> r.offset() == 11 ? RecordEdit.Drop.IT : RecordEdit.Keep.AS_IS);

    Intake intake = take(10, Batches.plain(10, 10, 11, 12));

    assertThat(texts()).containsExactly("append 10..11", "fill 11..12", "append 12..13");
    assertThat(intake.rewritten()).isEqualTo(Map.of(RewriteReason.EDITED, 2L));
    assertThat(intake.droppedRecords()).isEqualTo(1);
  }

  @Test
  void shouldAskAgainAboutARecordThatWaitsAndKeepTheOrder() {
    boolean[] known = {false};
    edit =
        Optional.of(
            r ->
                r.offset() == 12 && !known[0]
                    ? new RecordEdit.Wait("id 8 is not there yet")
                    : RecordEdit.Keep.AS_IS);
    ByteBuffer[] batches = {Batches.plain(10, 10, 11, 12, 13), Batches.plain(14, 14)};

    Intake intake = take(10, batches);
    assertThat(texts()).containsExactly("append 10..12");
    assertThat(intake.next()).isEqualTo(12);
    assertThat(intake.lastEpoch()).isEqualTo(Batches.LEADER_EPOCH);
    assertThat(intake.waits()).contains("id 8 is not there yet");
    take(intake, batches);
    assertThat(steps).hasSize(1);

    known[0] = true;
    take(intake, batches);
    assertThat(texts()).containsExactly("append 10..12", "append 12..14", "append 14..15");
    assertThat(intake.waits()).isEmpty();
  }

  @Test
  void shouldLetBatchesPassWhileAnEditIsIdle() {
    edit = Optional.of(new SchemaIdEdit(Optional.empty(), SchemaIdTable.IDENTITY, "t"));

    assertThat(take(0, Batches.plain(0, 0, 1)).rewritten()).isEmpty();
  }

  @Test
  void shouldSplitWhatIsLargerThanTheTargetTakes() {
    byte[] value = new byte[900];
    demands = new TargetTopic(2_048, Optional.empty(), false);

    Intake intake = take(0, batch(2, TimestampType.CREATE_TIME, value, value, value));

    assertThat(texts()).containsExactly("append 0..2", "append 2..3");
    assertThat(intake.rewritten()).isEqualTo(Map.of(RewriteReason.OVERSIZE, 3L));
  }

  @Test
  void shouldFollowTheTargetsCodecBeforeItsOwn() {
    ownCodec = Optional.of(Codec.GZIP);
    take(0, Batches.plain(0, 0));
    demands = new TargetTopic(1 << 20, Optional.of(Codec.LZ4), false);
    take(0, Batches.plain(0, 0));
    demands = new TargetTopic(1 << 20, Optional.of(Codec.NONE), false);
    Intake passed = take(0, Batches.plain(0, 0));

    assertThat(steps.stream().map(RewritingTest::codec))
        .containsExactly(Codec.GZIP, Codec.LZ4, Codec.NONE);
    assertThat(passed.rewritten()).isEmpty();
  }

  @Test
  void shouldRebuildOldFormatsAndKeepTheirOffsets() {
    byte[] value = {1};

    Intake intake =
        take(
            101,
            batch(1, TimestampType.CREATE_TIME, value),
            oldSet(100, value, value, value),
            Batches.plain(104, 104));

    assertThat(texts()).containsExactly("append 101..103", "fill 103..104", "append 104..105");
    assertThat(intake.rewritten()).isEqualTo(Map.of(RewriteReason.OLD_FORMAT, 2L));
  }

  @Test
  void shouldPutAsideWhatATransformFailsOnOrStop() {
    edit =
        Optional.of(
            r -> {
              if (r.offset() == 1) {
                throw new IllegalArgumentException("no field");
              }
              return RecordEdit.Keep.AS_IS;
            });

    take(0, Batches.plain(0, 0, 1, 2));
    Step.Letter aside = (Step.Letter) steps.get(1);

    assertThat(texts()).containsExactly("append 0..1", "aside 1..2", "append 2..3");
    assertThat(aside.letter().reason()).contains("no field");
    assertThat(aside.letter().content().value().orElseThrow()).isEqualTo("v1".getBytes());

    policy =
        new CopyPolicy(
            OffsetRule.AUTO,
            false,
            TransactionRule.COMMITTED,
            Reactions.defaults(),
            false,
            RecordRules.none());
    take(0, Batches.plain(0, 0, 1, 2));
    assertThat(texts().get(3)).isEqualTo("append 0..1");
    assertThat(texts().get(4)).contains("BATCH_REFUSED").contains("offset 1").contains("no field");
    assertThat(steps).hasSize(5);
  }

  @Test
  void shouldPutAWholeDamagedBatchAsideUntouched() {
    ByteBuffer damaged = Batches.plain(5, 5, 6, 7);
    damaged.put(damaged.limit() - 1, (byte) (damaged.get(damaged.limit() - 1) ^ 1));
    refusals.note(sent(5, 3), refusal());

    Intake first = take(5, damaged, Batches.plain(8, 8));
    assertThat(steps).isEmpty();
    assertThat(first.next()).isEqualTo(5);
    again(5, damaged, Batches.plain(8, 8));

    Step.Letter aside = (Step.Letter) steps.get(0);
    assertThat(texts()).containsExactly("aside 5..8", "append 8..9");
    assertThat(aside.letter().batch()).isTrue();
    assertThat(ByteBuffer.wrap(aside.letter().content().value().orElseThrow())).isEqualTo(damaged);
  }

  @Test
  void shouldCopyABatchThatWasDamagedOnlyOnItsWay() {
    ByteBuffer sound = Batches.plain(5, 5, 6, 7);
    ByteBuffer damaged = Batches.plain(5, 5, 6, 7);
    damaged.put(damaged.limit() - 1, (byte) (damaged.get(damaged.limit() - 1) ^ 1));
    edit = Optional.of(r -> RecordEdit.Keep.AS_IS);

    Intake intake = take(3, Batches.plain(3, 3, 4), damaged, Batches.plain(8, 8));
    assertThat(intake.next()).isEqualTo(5);
    take(intake, sound, Batches.plain(8, 8));

    assertThat(texts()).containsExactly("append 3..5", "append 5..8", "append 8..9");
  }

  @Test
  void shouldCountWhatIsRebuiltOrPutAsideUntilItIsGivenBack() {
    edit =
        Optional.of(r -> r.offset() == 1 ? new RecordEdit.Refuse("no use") : RecordEdit.Keep.AS_IS);
    FramePool pool = new FramePool(1 << 20);
    heap = pool::onHeap;
    StepQueue queue = new StepQueue();

    take(0, Batches.plain(0, 0, 1, 2));
    steps.forEach(queue::add);

    assertThat(queue.bytes()).isPositive().isEqualTo(pool.heldMemory());
    assertThat(queue.holdsLetters()).isTrue();
    ((Step.Append) queue.peek()).release();
    queue.remove();
    assertThat(queue.bytes()).isPositive().isEqualTo(pool.heldMemory());
    queue.replace(new Step.Fill(1, 2));
    assertThat(queue.bytes()).isPositive().isEqualTo(pool.heldMemory());
    assertThat(queue.holdsLetters()).isFalse();
    queue.clear();
    assertThat(pool.heldMemory()).isZero();
  }

  @Test
  void shouldLeaveTheRestToTheNextFetchOnceMuchIsRebuilt() {
    byte[] value = new byte[1 << 20];
    edit = Optional.of(r -> new RecordEdit.Refuse("no use"));
    ByteBuffer[] batches = new ByteBuffer[8];
    for (int i = 0; i < batches.length; i++) {
      batches[i] = records((byte) 2, Compression.gzip().build(), TIME, i, value);
    }

    Intake intake = take(0, batches);

    assertThat(texts()).hasSize(4);
    assertThat(intake.next()).isEqualTo(4);
  }

  @Test
  void shouldPutAsideOnlyTheRecordsThatTheTargetNames() {
    refusals.note(sent(20, 4), refusal(1, 3));

    take(20, Batches.plain(20, 20, 21, 22, 23, 24));

    assertThat(texts())
        .containsExactly(
            "append 20..21", "aside 21..22", "append 22..23", "aside 23..24", "append 24..25");
  }

  @Test
  void shouldHalveWhatTheTargetRefusesUntilARecordIsRefusedAlone() {
    int requests = 0;
    boolean found = false;
    while (!found) {
      steps.clear();
      take(0, Batches.plain(0, 0, 1, 2, 3, 4, 5, 6));
      found = steps.stream().anyMatch(Step.Letter.class::isInstance);
      Optional<Step.Append> refused =
          steps.stream()
              .filter(Step.Append.class::isInstance)
              .map(Step.Append.class::cast)
              .filter(a -> a.from() <= 5 && a.to() > 5)
              .findFirst();
      refused.ifPresent(a -> refusals.note(sent(a.from(), a.count()), refusal()));
      requests++;
    }

    assertThat(requests).isLessThan(6);
    assertThat(texts()).contains("aside 5..6");
    refusals.passed(7);
    steps.clear();
    take(7, Batches.plain(7, 7, 8));
    assertThat(texts()).containsExactly("append 7..9");
  }

  private Intake take(long from, ByteBuffer... batches) {
    rewriting = new Rewriting(new RecordPath(), () -> demands, ownCodec, edit, refusals);
    return again(from, batches);
  }

  /** With what is known from before. */
  private Intake again(long from, ByteBuffer... batches) {
    return take(new Intake(IDENTITY, rewriting, heap, policy, from, -1), batches);
  }

  private Intake take(Intake intake, ByteBuffer... batches) {
    FetchedPartition part =
        new FetchedPartition(
            PARTITION, Outcome.none(), false, 0, 999, 999, Batches.joined(batches), List.of());
    intake.take(part, Frame.unpooled(), steps::add);
    return intake;
  }

  private static Outgoing sent(long from, int count) {
    return new Outgoing(
        ByteBuffer.allocate(0), 0, 0, from, from, count, 0, false, Optional.empty());
  }

  private static ProduceAck refusal(Integer... indexes) {
    return new ProduceAck(
        PARTITION,
        Outcome.none(),
        -1,
        List.of(indexes).stream().map(i -> new ProduceAck.Refused(i, "null key")).toList());
  }

  private static Codec codec(Step step) {
    Step.Append append = (Step.Append) step;
    return BatchHeader.codec(append.buffer(), append.at());
  }

  private List<String> texts() {
    return steps.stream().map(RewritingTest::text).toList();
  }

  private static String text(Step step) {
    if (step instanceof Step.Append append) {
      return "append " + append.from() + ".." + append.to();
    }
    if (step instanceof Step.Fill gap) {
      return "fill " + gap.from() + ".." + gap.to();
    }
    if (step instanceof Step.Letter aside) {
      return "aside " + aside.from() + ".." + aside.to();
    }
    return "stop " + ((Step.Stop) step).halt();
  }

  private static ByteBuffer batch(int magic, TimestampType time, byte[]... values) {
    return records((byte) magic, Compression.NONE, time, 0, values);
  }

  /** A compressed set of messages of format 1, as 0.10 brokers stored it. */
  private static ByteBuffer oldSet(long base, byte[]... values) {
    return records((byte) 1, Compression.gzip().build(), TimestampType.CREATE_TIME, base, values);
  }

  private static ByteBuffer records(
      byte magic, Compression codec, TimestampType time, long base, byte[]... values) {
    MemoryRecordsBuilder builder =
        MemoryRecords.builder(ByteBuffer.allocate(512), magic, codec, time, base);
    for (byte[] value : values) {
      builder.append(5L, null, value);
    }
    return builder.build().buffer();
  }
}
