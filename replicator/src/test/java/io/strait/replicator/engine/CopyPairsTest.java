package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** A part of a link is known to be a part. */
class CopyPairsTest {
  private static final List<TopicMapping> TOPICS =
      List.of(TopicMapping.same("orders"), TopicMapping.same("bills"));
  private static final Map<String, TopicFacts> SOURCES =
      Map.of("orders", facts("orders", 12), "bills", facts("bills", 24));

  @Test
  void shouldBePartialWhileTheTargetDoesNotKnowATopicYet() {
    CopyPairs found = CopyPairs.of(TOPICS, SOURCES, Map.of("orders", facts("orders", 12)));
    assertThat(found.pairs()).hasSize(12);
    assertThat(found.wanted()).isEqualTo(36);
    assertThat(found.partial()).isTrue();
  }

  @Test
  void shouldBePartialWhileAMirrorGrows() {
    assertThat(
            CopyPairs.of(
                    TOPICS,
                    SOURCES,
                    Map.of("orders", facts("orders", 12), "bills", facts("bills", 3)))
                .partial())
        .isTrue();
  }

  @Test
  void shouldBeWholeWhenEveryPartitionHasItsMirror() {
    CopyPairs found = CopyPairs.of(TOPICS, SOURCES, SOURCES);
    assertThat(found.pairs()).hasSize(36);
    assertThat(found.partial()).isFalse();
  }

  @Test
  void shouldCopyTheOthersWhileTheSourceDoesNotHaveATopicYet() {
    CopyPairs found =
        CopyPairs.of(
            TOPICS, Map.of("orders", facts("orders", 12)), Map.of("orders", facts("orders", 12)));

    assertThat(found.pairs()).hasSize(12);
    assertThat(found.wanted()).isEqualTo(13);
    assertThat(found.partial()).isTrue();
  }

  @Test
  void shouldKeepWhatItKnewWhenAClusterDoesNotNameATopicForAMoment() {
    CopyPairs before = CopyPairs.of(TOPICS, SOURCES, SOURCES);
    CopyPairs now = CopyPairs.of(TOPICS, SOURCES, Map.of("bills", facts("bills", 24)));

    assertThat(now.partial()).isTrue();
    assertThat(now.andStill(before).pairs()).containsAll(before.pairs()).hasSize(36);
    assertThat(now.andStill(before).missing()).isEmpty();
  }

  @Test
  void shouldCountOnlyWhatThePortionCovers() {
    CopyPairs found = CopyPairs.of(TOPICS, SOURCES, Map.of("orders", facts("orders", 12)));
    Portion even = new Portion(1, partition -> partition.partition() % 2 == 0);

    CopyPairs mine = found.within(even);

    assertThat(mine.pairs()).hasSize(6);
    assertThat(mine.missing()).hasSize(12);
    assertThat(mine.wanted()).isEqualTo(18);
    assertThat(found.within(Portion.NONE).wanted()).isZero();
  }

  private static TopicFacts facts(String name, int partitions) {
    return new TopicFacts(name, Uuid.ONE_UUID, partitions, 1, Map.of(), Map.of());
  }
}
