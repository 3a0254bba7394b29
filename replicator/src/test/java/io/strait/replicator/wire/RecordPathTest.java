package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.wire.SourceBatches.Line;
import io.strait.replicator.wire.SourceBatches.Placed;
import io.strait.replicator.wire.SourceBatches.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordPathTest {
  private final RecordPath path = new RecordPath();

  /** Whatever the batch looks like, Kafka's reader sees the same records before and behind. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldKeepEveryRecordOfAnyBatch(long seed) {
    Random random = new Random(seed);
    SourceBatches batches = new SourceBatches(seed);
    for (int round = 0; round < 400; round++) {
      Placed batch = batches.batch(batches.shape(), random.nextInt(3) * 10);
      MutableRecordBatch source = SourceBatches.only(batch);
      RecordPlan plan = plan(random, source);

      Rebuilt.Made made = made(batch, plan);

      List<Line> wanted =
          SourceBatches.lines(source).stream().filter(l -> l.offset() >= plan.from()).toList();
      assertThat(lines(made)).as("round %s of %s", round, plan).isEqualTo(wanted);
      assertThat(made.next()).isEqualTo(source.nextOffset());
      assertThat(made.dropped()).isZero();
      made.pieces().forEach(piece -> assertSound(piece, plan, source));
    }
  }

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void shouldMakeOneBatchOfWhatFitsAndKeepTheCodec(CompressionType codec) {
    Placed batch = new SourceBatches(5).batch(Shape.of(codec, 50), 0);

    Rebuilt.Made made = made(batch, RecordPlan.exact(1_020));

    Piece.Run run = (Piece.Run) made.pieces().get(0);
    assertThat(made.pieces()).hasSize(1);
    assertThat(run.count()).isEqualTo(30);
    assertThat(run.stretches()).containsExactly(new Piece.Stretch(0, 1_020));
    assertThat(SourceBatches.only(run.batch()).compressionType()).isEqualTo(codec);
    assertThat(BatchHeader.baseOffset(run.batch(), 0)).isEqualTo(1_020);
  }

  @Test
  void shouldTurnTheBrokersTimeIntoTheRecordsOwn() {
    Shape shape = Shape.of(CompressionType.LZ4, 5).with(TimestampType.LOG_APPEND_TIME);
    Placed batch = new SourceBatches(6).batch(shape, 0);

    Piece.Run run = (Piece.Run) made(batch, RecordPlan.exact(0)).pieces().get(0);

    assertThat(BatchHeader.isLogAppendTime(batch.buffer(), batch.at())).isTrue();
    assertThat(BatchHeader.isLogAppendTime(run.batch(), 0)).isFalse();
    assertThat(run.maxTimestamp()).isEqualTo(SourceBatches.APPEND_TIME);
    assertThat(SourceBatches.lines(SourceBatches.only(run.batch())))
        .allSatisfy(l -> assertThat(l.text()).startsWith(SourceBatches.APPEND_TIME + " "));
  }

  @Test
  void shouldSplitAtHolesOrCloseThem() {
    Placed batch = new SourceBatches(7).batch(Shape.of(CompressionType.ZSTD, 80), 20);
    RecordPlan split = RecordPlan.exact(0);
    RecordPlan close = RecordPlan.exact(0).with(RecordPlan.Holes.CLOSE);

    List<Piece> closed = made(batch, close).pieces();

    assertThat(closed).hasSize(1);
    assertThat(((Piece.Run) closed.get(0)).stretches()).hasSizeGreaterThan(5);
    assertThat(made(batch, split).pieces()).hasSameSizeAs(((Piece.Run) closed.get(0)).stretches());
  }

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void shouldPutAsideARecordThatDoesNotFitAlone(CompressionType codec) {
    byte[] noise = new byte[5_000];
    new Random(8).nextBytes(noise);
    RecordPlan plan =
        RecordPlan.exact(0)
            .within(2_000)
            .with(
                (record ->
                    record.offset() == 1_003
                        ? new RecordEdit.Replace(
                            new PlainRecord(9, Optional.empty(), Optional.of(noise), List.of()))
                        : RecordEdit.Keep.AS_IS));

    List<Piece> pieces = made(new SourceBatches(9).batch(Shape.of(codec, 8), 0), plan).pieces();

    Piece.Poison poison =
        pieces.stream()
            .filter(Piece.Poison.class::isInstance)
            .map(Piece.Poison.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(poison.firstOffset()).isEqualTo(1_003);
    assertThat(poison.reason()).contains("takes at most 2000");
    assertThat(poison.record().value().orElseThrow()).isEqualTo(noise);
    assertThat(pieces.stream().mapToLong(Piece::firstOffset)).isSorted();
    assertThat(pieces.get(pieces.size() - 1).lastOffset()).isEqualTo(1_007);
  }

  @Test
  void shouldDropReplaceAndPutAsideWhatTheEditSays() {
    Placed batch = new SourceBatches(10).batch(Shape.of(CompressionType.SNAPPY, 10), 0);
    PlainRecord other =
        new PlainRecord(
            42,
            Optional.of(new byte[] {1}),
            Optional.empty(),
            List.of(new PlainHeader("ü", Optional.empty())));
    RecordPlan plan =
        RecordPlan.exact(0)
            .in(Codec.GZIP)
            .with(
                (record ->
                    switch ((int) record.offset() - 1_000) {
                      case 2 -> RecordEdit.Drop.IT;
                      case 5 -> new RecordEdit.Replace(other);
                      case 7 -> throw new IllegalStateException("no schema");
                      default -> RecordEdit.Keep.AS_IS;
                    }));

    Rebuilt.Made made = made(batch, plan);

    List<Line> wanted = new ArrayList<>(SourceBatches.lines(SourceBatches.only(batch)));
    wanted.set(5, new Line(1_005, SourceBatches.line(other)));
    Line thrown = wanted.get(7);
    wanted.remove(2);
    assertThat(lines(made)).isEqualTo(wanted);
    assertThat(made.dropped()).isEqualTo(1);
    Piece.Poison poison = (Piece.Poison) made.pieces().get(2);
    assertThat(SourceBatches.line(poison.record())).isEqualTo(thrown.text());
    assertThat(poison.reason()).contains("transform failed").contains("no schema");
    assertThat(SourceBatches.only(((Piece.Run) made.pieces().get(0)).batch()).compressionType())
        .isEqualTo(CompressionType.GZIP);
  }

  @Test
  void shouldNoticeEveryDamagedByteAndReadNothingOfIt() {
    for (CompressionType codec : CompressionType.values()) {
      Placed whole = new SourceBatches(11).batch(Shape.of(codec, 5), 0);
      for (int i = 17; i < whole.size(); i++) {
        ByteBuffer buffer = whole.buffer();
        byte old = buffer.get(whole.at() + i);
        buffer.put(whole.at() + i, (byte) (old ^ 4));
        assertThat(path.rebuild(buffer, whole.at(), whole.size(), RecordPlan.exact(0)))
            .as("byte %s of %s", i, codec)
            .isInstanceOf(Rebuilt.Damaged.class);
        buffer.put(whole.at() + i, old);
      }
    }
  }

  /** A writer may have put a valid checksum over nonsense; that is damage, not a crash. */
  @Test
  void shouldCallNonsenseUnderAValidChecksumDamaged() {
    Random random = new Random(12);
    int damaged = 0;
    for (int round = 0; round < 2_000; round++) {
      Shape shape = Shape.of(CompressionType.values()[round % 5], 5);
      Placed batch = new SourceBatches(round).batch(shape, 0);
      ByteBuffer buffer = batch.buffer();
      int hit = batch.at() + BatchHeader.BYTES + random.nextInt(batch.size() - BatchHeader.BYTES);
      buffer.put(hit, (byte) random.nextInt());
      buffer.putInt(batch.at() + 17, BatchHeader.computedChecksum(buffer, batch.at()));
      Rebuilt rebuilt = path.rebuild(buffer, batch.at(), batch.size(), RecordPlan.exact(0));
      damaged += rebuilt instanceof Rebuilt.Damaged ? 1 : 0;
    }
    assertThat(damaged).isGreaterThan(500);
  }

  private static RecordPlan plan(Random random, MutableRecordBatch source) {
    long span = source.lastOffset() - source.baseOffset() + 1;
    return new RecordPlan(
        source.baseOffset() + (random.nextInt(2) * random.nextInt(20)) % span,
        random.nextBoolean() ? RecordPlan.Holes.SPLIT : RecordPlan.Holes.CLOSE,
        random.nextInt(3) == 0 ? Optional.of(Codec.values()[random.nextInt(5)]) : Optional.empty(),
        random.nextInt(3) == 0 ? 1_024 + random.nextInt(4_000) : Integer.MAX_VALUE,
        random.nextInt(3) == 0 ? 1 + random.nextInt(40) : Integer.MAX_VALUE,
        random.nextInt(4) == 0 ? Optional.of(record -> RecordEdit.Keep.AS_IS) : Optional.empty());
  }

  private Rebuilt.Made made(Placed batch, RecordPlan plan) {
    return (Rebuilt.Made) path.rebuild(batch.buffer(), batch.at(), batch.size(), plan);
  }

  private static void assertSound(Piece piece, RecordPlan plan, MutableRecordBatch source) {
    Piece.Run run = (Piece.Run) piece;
    MutableRecordBatch batch = SourceBatches.only(run.batch());
    batch.ensureValid();
    assertThat(batch.sizeInBytes())
        .isEqualTo(run.batch().limit())
        .isLessThanOrEqualTo(plan.maxBatchBytes());
    assertThat(batch.countOrNull()).isEqualTo(run.count()).isLessThanOrEqualTo(plan.maxRecords());
    assertThat(batch.lastOffset() - batch.baseOffset() + 1).isEqualTo(run.count());
    assertThat(batch.maxTimestamp()).isEqualTo(run.maxTimestamp());
    assertThat(batch.compressionType().name)
        .isEqualTo(plan.codec().map(Codec::toString).orElse(source.compressionType().name));
    if (plan.holes() == RecordPlan.Holes.SPLIT) {
      assertThat(run.stretches()).hasSize(1);
    }
  }

  /** All pieces' records at the source offsets that the stretches say. */
  private static List<Line> lines(Rebuilt.Made made) {
    List<Line> lines = new ArrayList<>();
    for (Piece piece : made.pieces()) {
      if (piece instanceof Piece.Poison poison) {
        lines.add(new Line(poison.firstOffset(), SourceBatches.line(poison.record())));
      } else if (piece instanceof Piece.Run run) {
        List<Line> moved = SourceBatches.lines(SourceBatches.only(run.batch()));
        for (int i = 0; i < moved.size(); i++) {
          lines.add(new Line(sourceOf(run, i), moved.get(i).text()));
        }
        assertThat(lines.get(lines.size() - 1).offset()).isEqualTo(run.lastOffset());
      }
    }
    return lines;
  }

  private static long sourceOf(Piece.Run run, int index) {
    Piece.Stretch last = run.stretches().get(0);
    for (Piece.Stretch stretch : run.stretches()) {
      last = stretch.index() <= index ? stretch : last;
    }
    return last.source() + index - last.index();
  }
}
