package io.strait.replicator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.Shortfall.Part;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** With the versions that brokers of each release were seen to offer. */
class ShortfallTest {
  private static final Set<Part> ALL = EnumSet.allOf(Part.class);

  private static final ClusterOffer V2_7 =
      new ClusterOffer(Map.of("Fetch", 12, "Metadata", 9), Map.of());
  private static final ClusterOffer V2_8 =
      new ClusterOffer(Map.of("Fetch", 12, "Metadata", 11, "DescribeProducers", 0), Map.of());
  private static final ClusterOffer V3_9 =
      new ClusterOffer(
          Map.of(
              "Fetch",
              17,
              "Metadata",
              12,
              "DescribeProducers",
              0,
              "ListTransactions",
              1,
              "DescribeTransactions",
              0,
              "ConsumerGroupHeartbeat",
              0),
          Map.of("metadata.version", 21));
  private static final ClusterOffer V4_3 =
      new ClusterOffer(
          Map.of(
              "Fetch",
              18,
              "Metadata",
              13,
              "DescribeProducers",
              0,
              "ListTransactions",
              2,
              "DescribeTransactions",
              0,
              "ConsumerGroupHeartbeat",
              1),
          Map.of("transaction.version", 2, "group.version", 1));

  @Test
  void shouldFindNothingOnPresentBrokers() {
    assertThat(Shortfall.of(V4_3, ALL)).isEmpty();
  }

  @Test
  void shouldTellTheReleasesApart() {
    assertThat(Shortfall.of(V3_9, ALL))
        .containsExactly(Shortfall.OLD_TRANSACTIONS, Shortfall.CLASSIC_GROUPS_ONLY);
    assertThat(Shortfall.of(V2_8, ALL))
        .containsExactly(
            Shortfall.FETCH_BY_NAME,
            Shortfall.NO_TRANSACTION_LIST,
            Shortfall.OLD_TRANSACTIONS,
            Shortfall.CLASSIC_GROUPS_ONLY);
    assertThat(Shortfall.of(V2_7, ALL))
        .contains(Shortfall.NO_TOPIC_IDS, Shortfall.NO_PRODUCER_STATES)
        .doesNotContain(Shortfall.FETCH_BY_NAME);
  }

  @Test
  void shouldSayOnlyWhatMattersForThePartAClusterPlays() {
    assertThat(Shortfall.of(V2_8, Set.of(Part.SOURCE))).containsExactly(Shortfall.FETCH_BY_NAME);
    assertThat(Shortfall.of(V2_8, Set.of(Part.TARGET)))
        .containsExactly(Shortfall.CLASSIC_GROUPS_ONLY);
    assertThat(Shortfall.of(V2_8, Set.of())).isEmpty();
  }

  @Test
  void shouldCountOnlyWhatAllBrokersHaveWhenTheyDifferDuringAnUpgrade() {
    ClusterOffer mixed = ClusterOffer.common(List.of(V4_3, V2_8));

    assertThat(mixed.newest())
        .containsEntry("Fetch", 12)
        .containsEntry("Metadata", 11)
        .doesNotContainKey("ListTransactions");
    assertThat(mixed.features()).isEmpty();
    assertThat(ClusterOffer.common(List.of())).isEqualTo(new ClusterOffer(Map.of(), Map.of()));
  }
}
