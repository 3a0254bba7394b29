package io.strait.validator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a look costs where thousands of partitions are audited and nearly all of them rest. */
class LargeEstateTest {
  private static final int PARTITIONS = 2_000;
  private static final int LOOKS = 50;

  private final AuditWorld world = new AuditWorld(PARTITIONS);
  private final LinkAudit audit =
      world.process(
          AuditOptions.defaults()
              .withTimes(Duration.ofSeconds(5), Duration.ofSeconds(10))
              .withRange(4));

  @Test
  void shouldAskForBoundsAndNothingElseWhilePartitionsRest() {
    for (int i = 0; i < PARTITIONS; i++) {
      produceAndCopy(i, 8);
    }
    while (audit.pass()) {
      world.now += 10;
    }
    for (int i = 0; i < 60; i++) {
      world.now += 5_000;
      audit.pass();
    }
    int stored = world.store.entries.size();
    int asked = world.boundsAsked;
    int read = world.read;
    int refreshed = world.refreshed;
    int commits = world.commits;
    long begun = System.nanoTime();
    for (int i = 0; i < LOOKS; i++) {
      world.now += 5_000;
      assertThat(audit.pass()).isFalse();
    }
    long millis = (System.nanoTime() - begun) / 1_000_000 / LOOKS;

    System.out.printf("one look at %,d partitions at rest: %d ms%n", PARTITIONS, millis);
    assertThat(world.boundsAsked - asked).as("one question per side and look").isEqualTo(2 * LOOKS);
    assertThat(world.read - read).as("no log is read").isZero();
    assertThat(world.refreshed - refreshed).as("once a minute").isLessThanOrEqualTo(5);
    assertThat(world.commits - commits).as("one look in five").isLessThanOrEqualTo(LOOKS / 5 + 2);
    assertThat(world.store.entries.size()).as("nothing more is kept").isEqualTo(stored);
    assertThat(millis).as("ms of each 5,000 ms").isLessThan(2_500);
  }

  @Test
  void shouldReadOnlyWhatMovesAmongPartitionsThatRest() {
    for (int i = 0; i < PARTITIONS; i++) {
      produceAndCopy(i, 4);
    }
    while (audit.pass()) {
      world.now += 10;
    }
    int read = world.read;
    for (int i = 0; i < LOOKS; i++) {
      produceAndCopy(17, 1);
      world.now += 5_000;
      audit.pass();
    }

    assertThat(world.read - read).as("both sides of one partition").isEqualTo(2 * LOOKS);
  }

  private void produceAndCopy(int partition, int count) {
    TopicPartition place = new TopicPartition("t", partition);
    for (int i = 0; i < count; i++) {
      AuditWorld.Log source = world.sources.get(place);
      source.append(AuditWorld.record(world.now, "v" + source.end));
      world.targets.get(place).append(source.records.get(source.end - 1));
    }
  }
}
