package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Renaming;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.topology.TopicPatterns;
import io.strait.replicator.topology.TopicSelection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What patterns bring stays while a source is only silent about it, and goes when it is gone. */
final class TopicNamesTest {
  private final TopicSelection selection =
      new TopicSelection(
          List.of("named"), new TopicPatterns(List.of("s\\..*"), List.of()), Renaming.none());

  @Test
  void shouldKeepATopicThatIsAbsentForAMomentAndLetGoOfOneThatIsGone() {
    try (Cluster never = unreachable()) {
      TopicNames names = new TopicNames(selection, never);
      names.observe(Set.of("s.a", "s.b", "other"), 0);
      assertThat(names.resolved().sources()).containsExactly("named", "s.a", "s.b");

      for (long at = 3_000; at <= 18_000; at += 3_000) {
        names.observe(Set.of("s.a"), at);
        assertThat(names.resolved().sources()).containsExactly("named", "s.a", "s.b");
      }
      names.observe(Set.of("s.a", "s.b"), 21_000);
      for (long at = 24_000; at <= 42_000; at += 3_000) {
        names.observe(Set.of("s.a"), at);
      }
      assertThat(names.resolved().sources()).containsExactly("named", "s.a", "s.b");

      names.observe(Set.of("s.a"), 45_000);
      names.observe(Set.of("s.a"), 48_000);
      assertThat(names.resolved().sources()).containsExactly("named", "s.a");
    }
  }

  @Test
  void shouldWaitOnlyForTopicsThatAreNamed() {
    try (Cluster never = unreachable()) {
      TopicNames names = new TopicNames(selection, never);

      assertThat(names.isAwaited(TopicMapping.same("named"), Map.of())).isTrue();
      assertThat(names.isAwaited(TopicMapping.same("s.a"), Map.of())).isFalse();
    }
  }

  private static Cluster unreachable() {
    return new Cluster(new ClusterSpec(new ClusterAlias("east"), "127.0.0.1:1", Map.of()));
  }
}
