package io.strait.migrator.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.fence.acl.PartitionEnd;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final TopicPartition P0 = new TopicPartition("flights", 0);
  private static final TopicPartition P1 = new TopicPartition("flights", 1);
  private static final Frontier FRONTIER =
      new Frontier(List.of(new Frontier.Seal("flights", "id-1", 0, 8, 1, 4)));

  @Test
  void shouldSeeNoChangeWhenNothingMoved() {
    assertThat(Changes.between(FRONTIER, layout("id-1", P0), Map.of(P0, end(8, 4)))).isEmpty();
  }

  @Test
  void shouldTellWhenTheLogGrew() {
    assertThat(Changes.between(FRONTIER, layout("id-1", P0), Map.of(P0, end(9, 4))))
        .containsExactly("flights-0: log end moved from 8 to 9");
  }

  @Test
  void shouldTellWhenTheLeaderEpochMoved() {
    assertThat(Changes.between(FRONTIER, layout("id-1", P0), Map.of(P0, end(8, 5))))
        .containsExactly("flights-0: leader epoch moved from 4 to 5");
  }

  @Test
  void shouldTellWhenTheTopicWasReCreated() {
    assertThat(Changes.between(FRONTIER, layout("id-2", P0), Map.of(P0, end(8, 4))))
        .containsExactly("flights-0: the topic was re-created");
  }

  @Test
  void shouldTellWhenAPartitionWasAdded() {
    assertThat(Changes.between(FRONTIER, layout("id-1", P0, P1), Map.of(P0, end(8, 4))))
        .containsExactly("flights-1: was added after the proof");
  }

  @Test
  void shouldTellWhenALeaderDoesNotAnswer() {
    assertThat(Changes.between(FRONTIER, layout("id-1", P0), Map.of()))
        .containsExactly("flights-0: no leader answered");
  }

  private static Layout layout(String id, TopicPartition... partitions) {
    Map<TopicPartition, Set<Integer>> replicas = new java.util.HashMap<>();
    Map<TopicPartition, Boolean> inSync = new java.util.HashMap<>();
    for (TopicPartition partition : partitions) {
      replicas.put(partition, Set.of(1));
      inSync.put(partition, true);
    }
    return new Layout(Map.of("flights", id), replicas, inSync);
  }

  private static PartitionEnd end(long end, int epoch) {
    return new PartitionEnd("flights", 0, 1, epoch, end, end, end);
  }
}
