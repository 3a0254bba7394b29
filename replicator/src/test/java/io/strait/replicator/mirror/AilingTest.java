package io.strait.replicator.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.mirror.Ailing.Finding;
import io.strait.replicator.progress.CopyCounts;
import io.strait.replicator.progress.Guard;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class AilingTest {
  private static final PartitionState RUNNING = PartitionState.RUNNING;
  private static final PartitionState HALTED = PartitionState.HALTED;
  private final HandClock clock = new HandClock();
  private final Ailing ailing = new Ailing(clock);

  @Test
  void shouldFailTheTaskOnlyWhenNothingOfItRunsAndSomebodyMustHelp() {
    assertThat(after(11, slot("", HALTED, HALTED))).isInstanceOf(Finding.Lasting.class);
    assertThat(after(11, slot("NEEDS_HUMAN: no right to read")))
        .isInstanceOf(Finding.Lasting.class);
  }

  @Test
  void shouldWarnNowAndThenWhenOnlyAPartHaltedOrTheTroublePassesByItself() {
    assertThat(after(11, slot("", HALTED, RUNNING))).isInstanceOf(Finding.Passing.class);
    assertThat(after(5, slot("", HALTED, RUNNING))).isInstanceOf(Finding.Well.class);
    assertThat(after(31, slot("", HALTED, RUNNING))).isInstanceOf(Finding.Passing.class);
    assertThat(after(31, slot("RETRIABLE: the source is down")))
        .isInstanceOf(Finding.Passing.class);
  }

  @Test
  void shouldSayNothingOfWhatPassesWithinSeconds() {
    ailing.of(slot("NEEDS_HUMAN: no right to read"));
    clock.now = clock.now.plusSeconds(9);
    assertThat(ailing.of(slot("NEEDS_HUMAN: no right to read"))).isInstanceOf(Finding.Well.class);
    assertThat(ailing.of(slot("", RUNNING))).isInstanceOf(Finding.Well.class);
    clock.now = clock.now.plusSeconds(9);
    assertThat(ailing.of(slot("NEEDS_HUMAN: no right to read"))).isInstanceOf(Finding.Well.class);
  }

  private Finding after(int seconds, LinkProgress progress) {
    ailing.of(progress);
    clock.now = clock.now.plusSeconds(seconds);
    return ailing.of(progress);
  }

  private static LinkProgress slot(String problem, PartitionState... states) {
    Link link =
        new Link(
            new LinkName("a"),
            new ClusterAlias("east"),
            new ClusterAlias("west"),
            List.of(TopicMapping.same("t")));
    List<PartitionState> all = Arrays.asList(states);
    List<PartitionProgress> partitions =
        IntStream.range(0, states.length).mapToObj(i -> partition(i, all.get(i))).toList();
    return new LinkProgress(
        link,
        Instant.EPOCH,
        true,
        partitions,
        Optional.of(problem).filter(text -> !text.isEmpty()));
  }

  private static PartitionProgress partition(int number, PartitionState state) {
    TopicPartition partition = new TopicPartition("t", number);
    return new PartitionProgress(
        partition,
        partition,
        state,
        OffsetMode.EXACT,
        "",
        Guard.ARMED,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        CopyCounts.none(),
        state == HALTED ? Optional.of("stopped") : Optional.empty());
  }

  private static final class HandClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
