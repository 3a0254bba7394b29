package io.strait.replicator.sync.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.PairedLogs;
import io.strait.replicator.sync.Handling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * A group that moves back and forth between two clusters while a reconciler keeps its positions and
 * dies at any point: no record is ever skipped, nothing goes back by itself, and once all is quiet
 * both sides stand at the same record unless a true conflict is shown.
 */
final class GroupSim {
  private static final int SEEDS = 600;
  private static final int STEPS = 200;

  @Test
  void shouldNeverSkipNorRewindWhoeverDiesWhen() {
    Tally tally = new Tally();
    for (int seed = 0; seed < SEEDS; seed++) {
      World world = new World(new Random(seed), tally, "seed " + seed);
      for (int step = 0; step < STEPS; step++) {
        world.step();
      }
      world.settle();
    }
    assertThat(tally.forward).isGreaterThan(SEEDS);
    assertThat(tally.back).isGreaterThan(SEEDS / 4);
    assertThat(tally.crashes).isGreaterThan(SEEDS);
    assertThat(tally.refused).isGreaterThan(SEEDS / 50);
    assertThat(tally.resetsFollowed).isGreaterThan(SEEDS / 10);
    assertThat(tally.settledEqual).isGreaterThan(SEEDS / 4);
  }

  /** That the rules were tried at all. */
  private static final class Tally {
    int forward;
    int back;
    int crashes;
    int refused;
    int resetsFollowed;
    int settledEqual;
  }

  /** One side's group: where it committed, and where its consumer is while there is one. */
  private static final class Side {
    OptionalLong committed = OptionalLong.empty();
    boolean active;
    int position;
    boolean movedItself;

    GroupSide seen() {
      return active
          ? new GroupSide(Optional.of(GroupKind.CLASSIC), "Stable", false)
          : new GroupSide(Optional.of(GroupKind.CLASSIC), "Empty", true);
    }

    void commit() {
      movedItself |= !committed.equals(OptionalLong.of(position));
      committed = OptionalLong.of(position);
    }
  }

  /** What was decided, for the act that may come later or never. */
  private record Decided(Standing at, Verdict verdict) {}

  private static final class World {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    private static final long FOREIGN = -1;
    private final Random random;
    private final Tally tally;
    private final String seed;
    private final boolean mapped;
    private final List<Boolean> source = new ArrayList<>();
    private final List<Long> target = new ArrayList<>();
    private final Set<Long> consumed = new HashSet<>();
    private final Side here = new Side();
    private final Side there = new Side();
    private OffsetMap map = OffsetMap.equalOffsets();
    private int copied;
    private boolean reset;
    private boolean drifts;
    private Optional<AppliedPosition> stored = Optional.empty();
    private Optional<AppliedPosition> memory = Optional.empty();
    private Optional<Decided> pending = Optional.empty();

    World(Random random, Tally tally, String seed) {
      this.random = random;
      this.tally = tally;
      this.seed = seed;
      this.mapped = random.nextBoolean();
    }

    void step() {
      switch (random.nextInt(16)) {
        case 0, 1 -> append();
        case 2, 3 -> copy();
        case 4, 5, 6 -> consume(here, source.size());
        case 7, 8, 9 -> consume(there, target.size());
        case 10 -> toggle(here);
        case 11 -> toggle(there);
        case 12 -> {
          setBack();
          heed();
        }
        case 13 -> decide();
        default -> pass();
      }
      check();
    }

    private void append() {
      for (int i = random.nextInt(5); i >= 0; i--) {
        source.add(!mapped || random.nextInt(3) > 0);
      }
    }

    private void copy() {
      int until = Math.min(source.size(), copied + random.nextInt(6));
      while (copied < until) {
        if (mapped && random.nextInt(10) == 0) {
          map = map.withUnmatched(target.size());
          target.add(FOREIGN);
        }
        if (source.get(copied)) {
          map = map.with(target.size(), copied);
          target.add((long) copied);
        }
        copied++;
      }
    }

    private void consume(Side side, int end) {
      for (int i = random.nextInt(4); side.active && i >= 0 && side.position < end; i--) {
        long offset = side == here ? side.position : target.get(side.position);
        consumed.add(offset);
        side.position++;
      }
      if (side.active && random.nextBoolean()) {
        side.commit();
      }
    }

    /** Only one side's consumers run at a time, as a group that moves does. */
    private void toggle(Side side) {
      Side other = side == here ? there : here;
      if (side.active) {
        if (random.nextInt(4) > 0) {
          side.commit();
        }
        side.active = false;
      } else if (!other.active || random.nextInt(4) == 0) {
        side.active = true;
        side.position = (int) side.committed.orElse(0);
      }
    }

    /** What a conflict's reason advises: delete the target's position. */
    private void heed() {
      if (drifts && !there.active) {
        there.committed = OptionalLong.empty();
        there.movedItself = true;
        drifts = false;
      }
    }

    private void setBack() {
      if (!here.active && here.committed.isPresent() && random.nextInt(3) == 0) {
        long to = random.nextInt((int) here.committed.getAsLong() + 1);
        here.movedItself |= to != here.committed.getAsLong();
        here.committed = OptionalLong.of(to);
        reset = true;
      }
    }

    private void decide() {
      Standing at =
          new Standing(logs(), here.committed, there.committed, memory, here.seen(), there.seen());
      memory = AppliedPosition.confirmed(memory, at.isEqual(), at.source(), at.target());
      Verdict verdict =
          PositionDecision.of(at, GroupPolicy.defaults().with(GroupPolicy.Deletions.FOLLOW));
      drifts = verdict instanceof Verdict.Hold hold && hold.handling() == Handling.DRIFT;
      if (drifts && at.mover() == Mover.BOTH) {
        // A write to the source that nobody has seen, and its reset, look like no write at all.
        boolean unseen =
            memory.map(pair -> pair.written() == AppliedPosition.Written.SOURCE).orElse(false);
        assertThat(here.movedItself && (there.movedItself || unseen))
            .as("%s: a true conflict: %s", seed, at)
            .isTrue();
      }
      pending = Optional.of(new Decided(at, verdict));
    }

    private void pass() {
      if (pending.isEmpty() || random.nextInt(3) == 0) {
        decide();
      }
      Decided one = pending.orElseThrow();
      pending = Optional.empty();
      act(one, random.nextInt(6));
    }

    private PairedLogs logs() {
      PairedLogs pair =
          PairedLogs.of(PARTITION, PARTITION, map, 0, source.size(), 0, target.size());
      // As the reading of the source's tail tells.
      int free = (int) pair.copied();
      while (free < source.size() && !source.get(free)) {
        free++;
      }
      return pair.copiedTo(free);
    }

    /** As GroupApply does it, with a crash at one of its boundaries. */
    private void act(Decided one, int crashAt) {
      Verdict verdict = one.verdict();
      boolean moved =
          !there.committed.equals(one.at().target())
              || verdict instanceof Verdict.SetSource && !here.committed.equals(one.at().source());
      if (!(verdict instanceof Verdict.SetTarget || verdict instanceof Verdict.SetSource)
          || moved) {
        store(memory);
        return;
      }
      if (crashAt == 0) {
        crash();
        return;
      }
      Optional<AppliedPosition> before = memory;
      store(AppliedPosition.intended(verdict, one.at().source(), one.at().target()));
      if (crashAt == 1) {
        crash();
        return;
      }
      boolean taken = verdict instanceof Verdict.SetTarget set ? onTarget(set) : onSource(verdict);
      if (taken) {
        // A source that moved on since the decision is met again.
        here.movedItself =
            verdict instanceof Verdict.SetTarget && !one.at().source().equals(here.committed);
        there.movedItself = false;
      }
      if (crashAt == 2) {
        crash();
        return;
      }
      if (!taken) {
        tally.refused++;
        store(before);
      }
    }

    private boolean onTarget(Verdict.SetTarget set) {
      if (there.active) {
        return false;
      }
      if (there.committed.isPresent() && set.position() < there.committed.getAsLong()) {
        assertThat(reset).as("%s: only a reset on the source goes back", seed).isTrue();
        assertThat(set.why()).contains("backwards");
        tally.resetsFollowed++;
      }
      there.committed = OptionalLong.of(set.position());
      tally.forward++;
      return true;
    }

    private boolean onSource(Verdict verdict) {
      long position = ((Verdict.SetSource) verdict).position();
      if (here.active) {
        return false;
      }
      assertThat(position).as("%s: source", seed).isGreaterThan(here.committed.getAsLong());
      here.committed = OptionalLong.of(position);
      tally.back++;
      return true;
    }

    private void store(Optional<AppliedPosition> pair) {
      stored = pair;
      memory = pair;
    }

    private void crash() {
      memory = stored;
      pending = Optional.empty();
      tally.crashes++;
    }

    /** Whoever goes on at either committed position skips nothing. */
    private void check() {
      for (int i = 0; i < here.committed.orElse(0); i++) {
        assertThat(!source.get(i) || consumed.contains((long) i))
            .as("%s: source record %s before %s was never consumed", seed, i, here.committed)
            .isTrue();
      }
      for (int i = 0; i < there.committed.orElse(0); i++) {
        assertThat(target.get(i) == FOREIGN || consumed.contains(target.get(i)))
            .as("%s: target record %s before %s was never consumed", seed, i, there.committed)
            .isTrue();
      }
    }

    void settle() {
      here.active = false;
      there.active = false;
      while (copied < source.size()) {
        copy();
      }
      pending = Optional.empty();
      for (int i = 0; i < 3; i++) {
        decide();
        act(pending.orElseThrow(), 9);
        check();
      }
      decide();
      Decided last = pending.orElseThrow();
      boolean told =
          last.verdict() instanceof Verdict.Hold hold && hold.handling() == Handling.DRIFT;
      assertThat(last.at().isEqual() || told || here.committed.isEmpty())
          .as("%s: %s", seed, last)
          .isTrue();
      tally.settledEqual += last.at().isEqual() ? 1 : 0;
    }
  }
}
