package io.strait.replicator.offsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random lives of a partition, the map against a naive one after every event: TargetsAscend,
 * SourcesAscendInAGeneration, LatestGenerationWins, NothingApproximate. {@code -Dseed=} repeats
 * one.
 */
final class OffsetMapSim {
  private static final int LIVES = 150;
  private static final int EVENTS = 60;

  @Test
  void shouldAgreeWithANaiveMapWhateverHappens() {
    Long only = Long.getLong("seed");
    for (long seed = only == null ? 1 : only; seed <= (only == null ? LIVES : only); seed++) {
      new Life(seed).run();
    }
  }

  /** One partition's. */
  private static final class Life {
    private final long seed;
    private final Random random;
    private final NaiveOffsets naive = new NaiveOffsets();
    private final Map<Long, byte[]> stored = new HashMap<>();
    private OffsetMap map = OffsetMap.equalOffsets();

    Life(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() {
      for (int event = 0; event < EVENTS; event++) {
        OffsetMap before = map;
        int size = before.size();
        happen(random.nextInt(12));
        store(before);
        assertEquals(size, before.size(), why("an older map changed"));
        check();
      }
    }

    private void happen(int kind) {
      switch (kind) {
        case 0, 1, 2, 3, 4 -> {
          map = map.with(naive.end(), naive.next());
          naive.append(1 + random.nextInt(8), true);
        }
        case 5, 6, 7, 8 -> {
          naive.skip(1 + random.nextInt(4));
          map = map.with(naive.end(), naive.next());
        }
        case 9 -> {
          map = map.withUnmatched(naive.end());
          naive.append(1 + random.nextInt(3), false);
        }
        case 10 -> {
          long from = random.nextBoolean() ? 0 : random.nextLong(naive.next() + 1);
          long source = from + random.nextInt(3);
          map = map.withGeneration(naive.end(), source, from);
          naive.generation(source, from);
        }
        case 11 -> {
          int end = random.nextInt((int) naive.end() + 1);
          map = map.truncatedTo(end);
          naive.truncate(end);
        }
        default -> throw new IllegalStateException("no such event");
      }
    }

    private void store(OffsetMap before) {
      for (OffsetBlock block : OffsetBlocks.changes(before, map)) {
        block
            .content()
            .ifPresentOrElse(
                bytes -> stored.put(block.firstTarget(), bytes),
                () -> stored.remove(block.firstTarget()));
      }
      OffsetMap read = OffsetBlocks.read(stored);
      assertEquals(map.discontinuities(), read.discontinuities(), why("stored and read back"));
      assertEquals(map.generation(), read.generation(), why("generation read back"));
      for (int generation = 0; generation <= map.generation(); generation++) {
        assertEquals(map.replacedFrom(generation), read.replacedFrom(generation), why("replaced"));
      }
    }

    private void check() {
      for (int target = 0; target < naive.end(); target++) {
        Translation source = map.sourceOf(target);
        assertEquals(naive.sourceOf(target), source, why("source of " + target));
        Translation back = map.targetOf(source.position(), naive.end());
        if (source instanceof Translation.Exact && back instanceof Translation.Exact exact) {
          boolean stillThere = exact.offset() == target;
          assertTrue(stillThere || exact.offset() > target, why("an older generation won"));
        }
      }
      assertEquals(naive.next(), map.sourceOf(naive.end()).position(), why("next to be copied"));
      for (long source = 0; source <= naive.next() + 3; source++) {
        Translation target = map.targetOf(source, naive.end());
        assertEquals(naive.targetOf(source), target, why("target of " + source));
      }
    }

    private String why(String what) {
      return what + " (seed " + seed + ", map " + map.discontinuities() + ")";
    }
  }
}
