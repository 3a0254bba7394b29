package io.strait.replicator.offsets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class OffsetMapTest {
  private static final int MANY = 1_000_000;

  @Test
  void shouldTranslateBothWaysAcrossASkippedRange() {
    OffsetMap map = OffsetMap.equalOffsets().with(10, 15);
    assertEquals(new Translation.Exact(9, 0), map.sourceOf(9));
    assertEquals(new Translation.Exact(15, 0), map.sourceOf(10));
    assertEquals(new Translation.Exact(9, 0), map.targetOf(9, 20));
    assertEquals(new Translation.Gap(10), map.targetOf(12, 20));
    assertEquals(new Translation.Exact(12, 0), map.targetOf(17, 20));
  }

  @Test
  void shouldNotTranslateBeyondTheTargetsEnd() {
    OffsetMap map = OffsetMap.equalOffsets();
    assertEquals(new Translation.Gap(7), map.targetOf(7, 7));
    assertEquals(new Translation.Gap(7), map.targetOf(100, 7));
  }

  @Test
  void shouldPreferWhatTheSourceHoldsNowWhenItsLogWasRewritten() {
    OffsetMap map = OffsetMap.equalOffsets().withGeneration(100, 90, 90);
    assertEquals(new Translation.Exact(95, 0), map.sourceOf(95));
    assertEquals(new Translation.Exact(95, 1), map.sourceOf(105));
    assertEquals(new Translation.Exact(105, 1), map.targetOf(95, 200));
    assertEquals(new Translation.Exact(89, 0), map.targetOf(89, 200));
  }

  @Test
  void shouldForgetWhatTheTargetLost() {
    OffsetMap map = OffsetMap.equalOffsets().with(10, 15).withGeneration(20, 0, 0).with(30, 40);
    assertEquals(2, map.truncatedTo(19).size());
    assertEquals(0, map.truncatedTo(19).generation());
    assertEquals(1, map.truncatedTo(20).generation());
    assertEquals(40, map.truncatedTo(30).sourceOf(30).position());
    assertSame(map, map.truncatedTo(30));
  }

  @Test
  void shouldRefuseToGoBackWithinAGeneration() {
    OffsetMap map = OffsetMap.equalOffsets().with(10, 15);
    assertThrows(IllegalArgumentException.class, () -> map.with(9, 30));
    assertThrows(IllegalArgumentException.class, () -> map.with(12, 16));
    assertThrows(IllegalArgumentException.class, () -> map.withGeneration(12, 3, 4));
  }

  @Test
  void shouldKeepOlderMapsWhileANewOneGrows() {
    OffsetMap old = OffsetMap.equalOffsets().with(10, 15);
    OffsetMap one = old.with(20, 30);
    OffsetMap other = old.with(20, 99);
    assertEquals(30, one.sourceOf(20).position());
    assertEquals(99, other.sourceOf(20).position());
    assertEquals(25, old.sourceOf(20).position());
  }

  @Test
  void shouldWriteOnlyTheLastBlockWhileTheMapGrows() {
    Map<Long, byte[]> stored = new HashMap<>();
    OffsetMap map = OffsetMap.equalOffsets();
    for (int i = 1; i <= 10 * OffsetBlocks.ROWS; i++) {
      OffsetMap next = map.with(10L * i, 11L * i);
      List<OffsetBlock> changes = OffsetBlocks.changes(map, next);
      assertEquals(1, changes.size());
      changes.forEach(block -> stored.put(block.firstTarget(), block.content().orElseThrow()));
      map = next;
    }
    assertEquals(map.discontinuities(), OffsetBlocks.read(stored).discontinuities());
    assertEquals(11, stored.size());
    assertTrue(stored.values().stream().allMatch(b -> b.length < 4 * OffsetBlocks.ROWS));
    OffsetMap cut = map.truncatedTo(5_000);
    OffsetBlocks.changes(map, cut)
        .forEach(
            block -> stored.compute(block.firstTarget(), (k, v) -> block.content().orElse(null)));
    assertEquals(cut.discontinuities(), OffsetBlocks.read(stored).discontinuities());
  }

  @Test
  void shouldStoreNothingWhileOffsetsAreEqual() {
    OffsetMap equal = OffsetMap.equalOffsets();
    assertEquals(List.of(), OffsetBlocks.changes(equal, equal.with(50, 50)));
    assertTrue(OffsetBlocks.read(Map.of()).isEqual());
    OffsetMap shifted = equal.with(0, 500);
    OffsetBlock only = OffsetBlocks.changes(equal, shifted).get(0);
    assertEquals(
        500, OffsetBlocks.read(Map.of(0L, only.content().orElseThrow())).sourceOf(0).position());
    assertEquals(
        List.of(new OffsetBlock(0, Optional.empty())), OffsetBlocks.changes(shifted, equal));
  }

  @Test
  void shouldRefuseBlocksThatItCannotRead() {
    byte[] later = {9, 0};
    byte[] cut = {1, 0, 10};
    assertThrows(CorruptOffsets.class, () -> OffsetBlocks.read(Map.of(0L, later)));
    assertThrows(CorruptOffsets.class, () -> OffsetBlocks.read(Map.of(0L, cut)));
    assertThrows(CorruptOffsets.class, () -> OffsetKey.fromBytes(new byte[] {1, 2}));
  }

  @Test
  void shouldKeepTheStoredShape() {
    OffsetMap map =
        OffsetMap.equalOffsets().with(300, 302).withUnmatched(310).withGeneration(311, 7, 5);
    OffsetBlock block = OffsetBlocks.changes(OffsetMap.equalOffsets(), map).get(0);
    byte[] shape = {1, 0, 0, 0, 0, (byte) 0xac, 2, 0, 2, 10, 1, 0, 1, 2, 5, 7};
    assertArrayEquals(shape, block.content().orElseThrow());
    OffsetKey key = new OffsetKey(new TopicPartition("a.b", 3), 77);
    assertArrayEquals(
        new byte[] {1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 77, 'a', '.', 'b'}, key.toBytes());
    assertEquals(key, OffsetKey.fromBytes(key.toBytes()));
  }

  @Test
  void shouldHoldAMillionDiscontinuitiesExactly() {
    OffsetMap map = OffsetMap.equalOffsets();
    for (long i = 1; i <= MANY; i++) {
      map = map.with(10 * i, 11 * i);
    }
    for (long source = 0; source < 11L * MANY; source += 9_973) {
      Translation target = map.targetOf(source, Long.MAX_VALUE);
      long within = source % 11;
      assertEquals(
          within < 10
              ? new Translation.Exact(source / 11 * 10 + within, 0)
              : new Translation.Gap((source / 11 + 1) * 10),
          target);
    }
  }
}
