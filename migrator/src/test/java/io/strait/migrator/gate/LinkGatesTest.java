package io.strait.migrator.gate;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a link says is held against what the clusters say. */
class LinkGatesTest {
  private static final Link LINK =
      new Link(
          new LinkName("east-west"),
          new ClusterAlias("east"),
          new ClusterAlias("west"),
          List.of(TopicMapping.same("bills"), TopicMapping.same("orders")));
  private static final TopicPartition BILLS = new TopicPartition("bills", 0);
  private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

  @Test
  void shouldNotPassWhenTheLinkListsOnlyAPartOfTheWave() {
    Verdict verdict = LinkGates.complete(ends(5, 5), progress(Optional.empty(), 5, BILLS));
    assertThat(verdict)
        .isEqualTo(
            new Verdict.Inconclusive(
                "only 1 of the 2 partitions of the wave's topics are copied by the link; missing"
                    + " are those of [orders]"));
    assertThat(
            LinkGates.complete(ends(5, 5), progress(Optional.empty(), 5, BILLS, ORDERS)).passed())
        .isTrue();
  }

  @Test
  void shouldNotPassWhenAPositionOrThePartitionsAreNotKnown() {
    assertThat(LinkGates.complete(ends(5, 5), progress(Optional.empty(), -1, BILLS, ORDERS)))
        .isInstanceOf(Verdict.Inconclusive.class);
    assertThat(LinkGates.complete(Optional.empty(), progress(Optional.empty(), 5, BILLS, ORDERS)))
        .isInstanceOf(Verdict.Inconclusive.class);
    assertThat(LinkGates.foreign(Optional.empty(), progress(Optional.empty(), 5, BILLS, ORDERS)))
        .isInstanceOf(Verdict.Inconclusive.class);
  }

  @Test
  void shouldFailWhenTheTargetEndsLaterThanTheSource() {
    LinkProgress progress = progress(Optional.empty(), 5, BILLS, ORDERS);
    assertThat(LinkGates.foreign(ends(5, 8), progress).text())
        .startsWith("FOREIGN on target: 3 records in partition bills-0");
    assertThat(LinkGates.foreign(ends(5, 8), progress)).isInstanceOf(Verdict.Failed.class);
    assertThat(LinkGates.foreign(ends(5, 5), progress).passed()).isTrue();
  }

  @Test
  void shouldFailWhenTheLinkNeedsAHuman() {
    assertThat(LinkGates.healthy(progress(Optional.of("NEEDS_HUMAN: no"), 5, BILLS, ORDERS)))
        .isEqualTo(new Verdict.Failed(List.of("NEEDS_HUMAN: no")));
    assertThat(LinkGates.healthy(progress(Optional.of("RETRIABLE: wait"), 5, BILLS, ORDERS)))
        .isInstanceOf(Verdict.Inconclusive.class);
    assertThat(LinkGates.stuck(progress(Optional.of("RETRIABLE: wait"), 5, BILLS))).isEmpty();
    assertThat(LinkGates.stuck(progress(Optional.of("NEEDS_HUMAN: no"), 5, BILLS)))
        .contains("NEEDS_HUMAN: no");
  }

  @Test
  void shouldFailWhenOffsetsDifferBecauseGroupsKeepTheirPositions() {
    LinkProgress progress =
        of(partition(BILLS, PartitionState.RUNNING, OffsetMode.MAPPED, "a transaction's marker"));

    assertThat(LinkGates.healthy(progress)).isInstanceOf(Verdict.Failed.class);
    assertThat(LinkGates.healthy(progress).text())
        .contains("bills-0: offsets differ on the two sides (a transaction's marker)");
    assertThat(
            LinkGates.healthy(
                    of(partition(BILLS, PartitionState.RUNNING, OffsetMode.FILLED, "holes")))
                .passed())
        .isTrue();
  }

  @Test
  void shouldSayWhoHoldsThePartitionWhenItIsPaused() {
    LinkProgress progress =
        of(partition(BILLS, PartitionState.PAUSED, OffsetMode.EXACT, "same offsets"));

    assertThat(LinkGates.healthy(progress)).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(LinkGates.healthy(progress).text()).contains("bills-0: paused by an operator");
  }

  private static LinkProgress of(PartitionProgress partition) {
    return new LinkProgress(LINK, Instant.EPOCH, true, List.of(partition), Optional.empty());
  }

  private static Optional<LogEnds> ends(long source, long target) {
    return Optional.of(
        new LogEnds(Map.of(BILLS, source, ORDERS, 7L), Map.of(BILLS, target, ORDERS, 7L)));
  }

  private static LinkProgress progress(
      Optional<String> problem, long copiedTo, TopicPartition... partitions) {
    List<PartitionProgress> all =
        IntStream.range(0, partitions.length)
            .mapToObj(i -> partition(partitions[i], copiedTo))
            .toList();
    return new LinkProgress(LINK, Instant.EPOCH, true, all, problem);
  }

  private static PartitionProgress partition(TopicPartition name, long copiedTo) {
    return partition(name, copiedTo, PartitionState.RUNNING, OffsetMode.EXACT, "same offsets");
  }

  private static PartitionProgress partition(
      TopicPartition name, PartitionState state, OffsetMode mode, String reason) {
    return partition(name, 5, state, mode, reason);
  }

  private static PartitionProgress partition(
      TopicPartition name, long copiedTo, PartitionState state, OffsetMode mode, String reason) {
    return new PartitionProgress(
        name,
        name,
        state,
        mode,
        reason,
        Guard.ARMED,
        0,
        copiedTo,
        copiedTo,
        copiedTo,
        0,
        0,
        1,
        CopyCounts.none(),
        Optional.empty());
  }
}
