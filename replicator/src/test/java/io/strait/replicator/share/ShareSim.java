package io.strait.replicator.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.engine.Portion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that read a common log at their own pace, take over slots, plan at the same time and on
 * stale knowledge, and die: OneSlotPerPartition after every step, and everybody served in the end.
 */
final class ShareSim {
  private static final int SLOTS = 4;
  private static final int PROCESSES = 7;
  private static final int STEPS = 400;
  private static final int ROUNDS = 60;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void shouldNeverGiveAPartitionToTwoAndServeAllInTheEnd(long seed) {
    for (int run = 0; run < 40; run++) {
      World world = new World(new Random(seed * 1_000 + run));
      for (int step = 0; step < STEPS; step++) {
        world.step();
        world.assertOneOwnerEach("seed " + seed + " run " + run + " step " + step);
      }
      world.settle();
      world.assertOneOwnerEach("seed " + seed + " run " + run + " at the end");
      assertThat(world.running()).as("seed %s run %s", seed, run).isEqualTo(world.partitions);
    }
  }

  /** One process: what it has read, and what its engine copies if it owns a slot. */
  private static final class Process {
    private final ShareState state = new ShareState();
    private final SlotShare share;
    private final int slot;
    private int read;
    private long settled = -1;
    private boolean owner;
    private Set<TopicPartition> running = Set.of();

    Process(int slot) {
      this.slot = slot;
      this.share = new SlotShare(new Slot(slot, SLOTS, "process"));
    }

    void read(List<byte[]> log, int upTo) {
      while (read < upTo) {
        byte[] record = log.get(read++);
        if (record[0] == 'p') {
          state.read(ShareJson.plan(java.util.Arrays.copyOfRange(record, 1, record.length)));
        } else {
          state.read(ShareJson.report(java.util.Arrays.copyOfRange(record, 1, record.length)), 0);
        }
      }
      share.follow(state.plan());
    }

    /** As the engine: what is not covered ends before it says so, what is covered begins. */
    void follow(Set<TopicPartition> all) {
      Portion portion = share.current();
      running = all.stream().filter(portion.covers()).collect(Collectors.toSet());
      settled = portion.version();
    }

    void lose() {
      owner = false;
      running = Set.of();
    }
  }

  private static final class World {
    private final Random random;
    private final List<byte[]> log = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private Set<TopicPartition> partitions = partitions(5);

    World(Random random) {
      this.random = random;
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(new Process(i % SLOTS));
      }
    }

    private static Set<TopicPartition> partitions(int count) {
      return IntStream.range(0, count)
          .mapToObj(number -> new TopicPartition("t", number))
          .collect(Collectors.toSet());
    }

    void step() {
      Process one = processes.get(random.nextInt(PROCESSES));
      switch (random.nextInt(7)) {
        case 0, 1 -> one.read(log, Math.min(log.size(), one.read + 1 + random.nextInt(4)));
        case 2 -> takeOver(one);
        case 3 -> follow(one);
        case 4 -> report(one);
        case 5 -> plan(one, true);
        default -> upset(one);
      }
    }

    private void upset(Process one) {
      if (random.nextInt(3) == 0) {
        one.lose();
      } else if (partitions.size() < 20 && random.nextInt(4) == 0) {
        partitions = partitions(partitions.size() + 1);
      }
    }

    private void takeOver(Process one) {
      if (processes.stream().noneMatch(other -> other.owner && other.slot == one.slot)) {
        one.owner = true;
        one.read(log, log.size());
        one.follow(partitions);
      }
    }

    private void follow(Process one) {
      if (one.owner) {
        one.follow(partitions);
      }
    }

    private void report(Process one) {
      if (one.owner) {
        SlotReport report =
            new SlotReport(one.slot, "process", one.settled, 1, List.of(), Optional.empty());
        append('r', ShareJson.bytes(report));
      }
    }

    private void plan(Process planner, boolean wild) {
      Set<Integer> owned =
          processes.stream().filter(p -> p.owner).map(p -> p.slot).collect(Collectors.toSet());
      Set<Integer> alive = new HashSet<>(owned);
      if (wild) {
        // Who is alive is hearsay: it may be quite wrong without doing harm.
        alive.removeIf(slot -> random.nextInt(3) == 0);
        alive.add(random.nextInt(SLOTS));
      }
      Set<Integer> ownerless = new HashSet<>(planner.state.plan().leaving());
      ownerless.removeAll(owned);
      Map<TopicPartition, Double> traffic = new HashMap<>();
      partitions.forEach(partition -> traffic.put(partition, random.nextDouble() * 100));
      Situation situation =
          new Situation(
              partitions, alive, planner.state.settled(), ownerless, traffic, wild && coin());
      Balance.next(planner.state.plan(), situation)
          .ifPresent(next -> append('p', ShareJson.bytes(next)));
    }

    private boolean coin() {
      return random.nextBoolean();
    }

    private void append(char kind, byte[] bytes) {
      byte[] record = new byte[bytes.length + 1];
      record[0] = (byte) kind;
      System.arraycopy(bytes, 0, record, 1, bytes.length);
      log.add(record);
    }

    /** One planner, nobody dies, slots 0 and 1 are the only ones that are served. */
    void settle() {
      processes.stream().filter(one -> one.slot > 1).forEach(Process::lose);
      for (int round = 0; round < ROUNDS; round++) {
        for (Process one : processes) {
          if (one.slot <= 1) {
            takeOver(one);
          }
          one.read(log, log.size());
          follow(one);
          report(one);
        }
        processes.get(0).read(log, log.size());
        plan(processes.get(0), false);
      }
    }

    Set<TopicPartition> running() {
      return processes.stream().flatMap(one -> one.running.stream()).collect(Collectors.toSet());
    }

    void assertOneOwnerEach(String when) {
      Map<TopicPartition, Integer> owners = new HashMap<>();
      for (Process one : processes) {
        one.running.forEach(partition -> owners.merge(partition, 1, Integer::sum));
      }
      assertThat(owners.values()).as("%s: %s", when, owners).allMatch(count -> count == 1);
    }
  }
}
