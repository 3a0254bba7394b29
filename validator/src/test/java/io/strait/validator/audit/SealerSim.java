package io.strait.validator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.digest.LogRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An audit that is killed before and after every kind of write, taken over, and bothered by the
 * owner before, while the source grows, its copy lags and is damaged, and retention takes what it
 * likes. Nothing is passed over, nothing counts twice, every damage is found.
 */
class SealerSim {
  private static final int PARTITIONS = 3;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldLeaveNoGapAndCountNothingTwiceWhereverItIsKilled(long seed) {
    Run run = new Run(new SplittableRandom(seed));
    for (int step = 0; step < 600; step++) {
      run.step();
    }
    run.settle();
    run.check();
  }

  private static final class Run {
    private final SplittableRandom random;
    private final AuditWorld world = new AuditWorld(PARTITIONS);
    private final AuditOptions options;
    private final Map<TopicPartition, Set<Long>> damaged = new HashMap<>();
    private final Map<TopicPartition, Map<Long, LogRecord>> produced = new HashMap<>();
    private LinkAudit owner;
    private LinkAudit before;
    private int crashes;
    private int fenced;

    Run(SplittableRandom random) {
      this.random = random;
      AuditOptions plain = AuditOptions.defaults().withRange(1 + random.nextInt(20));
      this.options =
          plain
              .withTimes(Duration.ofSeconds(1), Duration.ofSeconds(3))
              .withRule(WindowRule.defaults().withSize(Duration.ofSeconds(10), Duration.ZERO));
      this.owner = world.process(options);
      world
          .sources
          .keySet()
          .forEach(
              one -> {
                damaged.put(one, new HashSet<>());
                produced.put(one, new HashMap<>());
              });
    }

    void step() {
      world.now += random.nextInt(500);
      TopicPartition one = new TopicPartition("t", random.nextInt(PARTITIONS));
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> produce(one);
        case 4, 5, 6 -> copy(one, random.nextInt(12));
        case 7 -> retain(one);
        case 8 -> world.store.crash(random.nextBoolean());
        case 9 -> takeOver();
        default -> pass(owner);
      }
    }

    void settle() {
      world.sources.keySet().forEach(one -> copy(one, Integer.MAX_VALUE));
      for (int i = 0; i < 400; i++) {
        world.now += 500;
        pass(owner);
      }
    }

    void check() {
      AuditState state = world.store.read();
      long records = 0;
      for (TopicPartition one : world.sources.keySet()) {
        PartitionPosition position = state.position(one).orElseThrow();
        assertThat(position.sealedTo()).isEqualTo(world.sources.get(one).end);
        assertThat(position.totals().sealed())
            .as("offsets counted of " + one)
            .isEqualTo(position.sealedTo() - position.from());
        assertThat(position.totals().of(State.SUSPECT)).isZero();
        records += covered(state, position, one);
      }
      long inWindows =
          state.windows().windows().stream().mapToLong(w -> w.tally().source().records()).sum();
      assertThat(inWindows).isEqualTo(records);
      assertThat(crashes).isPositive();
      assertThat(fenced).isPositive();
    }

    /** Ranges join without gap or overlap, and say what is true; how many records were read. */
    private long covered(AuditState state, PartitionPosition position, TopicPartition one) {
      long at = -1;
      long records = 0;
      for (SealedRange range : state.ranges(one).values()) {
        OffsetRange offsets = range.range();
        assertThat(offsets.from()).isEqualTo(at < 0 ? offsets.from() : at);
        at = offsets.to();
        boolean hurt =
            damaged.get(one).stream().anyMatch(o -> o >= offsets.from() && o < offsets.to());
        if (range.state() == State.PROVED) {
          assertThat(hurt).as(range + " is proved").isFalse();
        } else if (range.state() == State.DIVERGENT) {
          assertThat(hurt).as(range + " diverges").isTrue();
          assertThat(state.findings()).anyMatch(found -> found.range().equals(offsets));
        }
      }
      assertThat(at).isEqualTo(position.sealedTo());
      assertThat(state.ranges(one).firstKey()).as("all is kept here").isEqualTo(position.from());
      for (SealedRange range : state.ranges(one).values()) {
        records += read(one, range);
      }
      return records;
    }

    /** What was in a range, unless it was gone before it was ever read. */
    private long read(TopicPartition one, SealedRange range) {
      boolean never = range.state() == State.UNVERIFIABLE && range.source().count() == 0;
      long there =
          produced.get(one).keySet().stream()
              .filter(o -> o >= range.range().from() && o < range.range().to())
              .count();
      if (never && range.why().startsWith("no longer")) {
        return 0;
      }
      assertThat(range.source().count()).as(range.toString()).isEqualTo(there);
      return there;
    }

    private void produce(TopicPartition one) {
      AuditWorld.Log source = world.sources.get(one);
      for (int i = random.nextInt(8); i >= 0; i--) {
        if (random.nextInt(6) == 0) {
          source.skip();
        } else {
          long late = random.nextInt(4) == 0 ? random.nextInt(60_000) : 0;
          source.append(AuditWorld.record(world.now - late, "v" + source.end));
          produced.get(one).put(source.end - 1, source.records.get(source.end - 1));
        }
      }
    }

    private void copy(TopicPartition one, int most) {
      AuditWorld.Log source = world.sources.get(one);
      AuditWorld.Log target = world.targets.get(one);
      for (int i = 0; i < most && target.end < source.stableEnd; i++) {
        LogRecord record = source.records.get(target.end);
        boolean there = record != null;
        if (there && random.nextInt(60) == 0) {
          damaged.get(one).add(target.end);
          target.append(AuditWorld.record(record.timestamp(), "damaged"));
        } else if (there) {
          target.append(record);
        } else {
          target.skip();
        }
      }
    }

    private void retain(TopicPartition one) {
      long to = random.nextLong(world.sources.get(one).end + 1);
      if (random.nextInt(3) > 0) {
        world.sources.get(one).deleteTo(to);
      }
      if (random.nextInt(3) > 0) {
        world.targets.get(one).deleteTo(to);
      }
    }

    private void takeOver() {
      before = owner;
      owner = world.process(options);
      pass(owner);
      long sealed = world.store.read().positions().stream().mapToLong(one -> one.sealedTo()).sum();
      int crashed = crashes;
      zombie();
      fenced += crashes - crashed;
      crashes = crashed;
      assertThat(world.store.read().positions().stream().mapToLong(one -> one.sealedTo()).sum())
          .as("what an owner stores that was taken over from")
          .isEqualTo(sealed);
    }

    /** The owner before wakes up in the middle of a pass: it has its ledger and its session. */
    private void zombie() {
      if (before.state().isPresent()) {
        pass(before);
      }
    }

    private void pass(LinkAudit one) {
      try {
        one.pass();
      } catch (AuditWorld.Crash crash) {
        crashes++;
        if (one == owner && random.nextBoolean()) {
          owner = world.process(options);
        }
      }
    }
  }
}
