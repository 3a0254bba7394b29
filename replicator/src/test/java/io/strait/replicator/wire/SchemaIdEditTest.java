package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.wire.SchemaIdTable.Fate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaIdEditTest {
  private static final HexFormat HEX = HexFormat.of();

  /** Ids of a target on which 7 became 1,000,007 and 8 is not known yet. */
  private static final SchemaIdTable TABLE =
      table(Map.of(7, Fate.becomes(1_000_007), 8, Fate.waiting("id 8 is not on the target")));

  private static SchemaIdTable table(Map<Integer, Fate> fates) {
    return new SchemaIdTable() {
      @Override
      public boolean isIdentity() {
        return false;
      }

      @Override
      public Fate fate(Side side, int sourceId) {
        boolean skipped = side.key() && side.topic().equals("values-only");
        return skipped ? Fate.SAME : fates.getOrDefault(sourceId, Fate.SAME);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  void shouldPutTheTargetsIdsInPlaceAndLeaveAllElse(String codec) {
    RecordEdit edit = new SchemaIdEdit(Optional.empty(), TABLE, "t");

    List<String> after =
        rebuilt(
            edit,
            codec,
            entry("0000000007aa", "0000000007000206bbcc"),
            entry("0000000009aa", "00000000"),
            entry(null, "0000000007"),
            entry("0100000007", null));

    assertThat(after)
        .containsExactly(
            "00000f4247aa=00000f4247000206bbcc",
            "0000000009aa=00000000",
            "null=00000f4247",
            "0100000007=null");
  }

  @Test
  void shouldTouchOnlyTheSidesThatCarryIds() {
    RecordEdit edit = new SchemaIdEdit(Optional.empty(), TABLE, "values-only");

    assertThat(rebuilt(edit, "none", entry("0000000007", "0000000007")))
        .containsExactly("0000000007=00000f4247");
  }

  @Test
  void shouldStopBeforeARecordWhoseIdIsNotKnownYet() {
    RecordEdit edit = new SchemaIdEdit(Optional.empty(), TABLE, "t");
    ByteBuffer batch =
        batch("none", entry("01", "0000000007"), entry("02", "0000000008"), entry("03", "00"));

    Rebuilt.Made made =
        (Rebuilt.Made)
            new RecordPath().rebuild(batch, 0, batch.limit(), RecordPlan.exact(0).with(edit));

    assertThat(made.pieces()).hasSize(1);
    assertThat(made.next()).isEqualTo(1);
    assertThat(made.waits()).contains("id 8 is not on the target");
  }

  @Test
  void shouldComeLastBehindATransform() {
    byte[] key = HEX.parseHex("0000000007");
    RecordEdit transform =
        r ->
            new RecordEdit.Replace(
                new PlainRecord(5, Optional.of(key), Optional.of(key), List.of()));
    RecordEdit edit = new SchemaIdEdit(Optional.of(transform), TABLE, "values-only");

    assertThat(rebuilt(edit, "none", entry("aa", "bb"))).containsExactly("0000000007=00000f4247");
    assertThat(key).isEqualTo(HEX.parseHex("0000000007"));
  }

  @Test
  void shouldBeIdleOnlyWhereAllIdsStayAndNothingElseIsDone() {
    RecordEdit drops = r -> RecordEdit.Drop.IT;

    assertThat(new SchemaIdEdit(Optional.empty(), TABLE, "t").isIdle()).isFalse();
    assertThat(new SchemaIdEdit(Optional.empty(), SchemaIdTable.IDENTITY, "t").isIdle()).isTrue();
    assertThat(new SchemaIdEdit(Optional.of(drops), SchemaIdTable.IDENTITY, "t").isIdle())
        .isFalse();
  }

  private record Entry(Optional<byte[]> key, Optional<byte[]> value) {}

  private static Entry entry(String key, String value) {
    return new Entry(
        Optional.ofNullable(key).map(HEX::parseHex), Optional.ofNullable(value).map(HEX::parseHex));
  }

  private static ByteBuffer batch(String codec, Entry... entries) {
    Compression compression = Codec.valueOf(codec.toUpperCase(java.util.Locale.ROOT)).compression();
    MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(1024), (byte) 2, compression, TimestampType.CREATE_TIME, 0);
    for (Entry entry : entries) {
      builder.append(5L, entry.key().orElse(null), entry.value().orElse(null));
    }
    return builder.build().buffer();
  }

  private static List<String> rebuilt(RecordEdit edit, String codec, Entry... entries) {
    ByteBuffer batch = batch(codec, entries);
    Rebuilt.Made made =
        (Rebuilt.Made)
            new RecordPath().rebuild(batch, 0, batch.limit(), RecordPlan.exact(0).with(edit));
    List<String> texts = new ArrayList<>();
    for (Piece piece : made.pieces()) {
      for (Record one : SourceBatches.only(((Piece.Run) piece).batch())) {
        texts.add(text(one.key()) + "=" + text(one.value()));
      }
    }
    return texts;
  }

  private static String text(ByteBuffer part) {
    if (part == null) {
      return "null";
    }
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    return HEX.formatHex(bytes);
  }
}
