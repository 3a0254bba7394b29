package io.strait.replicator.sync.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

final class TopicDiffTest {
  private static final TopicMapping MAPPING = TopicMapping.same("t");

  @Test
  void shouldCreateAMissingMirrorThatKeepsCodecAndTimestamps() {
    TopicFacts source =
        new TopicFacts(
            "t",
            Uuid.ZERO_UUID,
            6,
            3,
            Map.of("retention.ms", "5000", "min.insync.replicas", "2", "compression.type", "lz4"),
            Map.of(
                "retention.ms", "5000",
                "min.insync.replicas", "2",
                "compression.type", "lz4",
                "max.message.bytes", "2000000",
                "cleanup.policy", "delete"));

    assertThat(between(Optional.of(source), Optional.empty()))
        .containsExactly(
            new TopicChange.Create(
                "t",
                6,
                3,
                Map.of(
                    "min.insync.replicas",
                    "2",
                    "cleanup.policy",
                    "delete",
                    "retention.ms",
                    "5000",
                    "max.message.bytes",
                    "2000000",
                    "compression.type",
                    "producer",
                    "message.timestamp.type",
                    "CreateTime")));
  }

  @Test
  void shouldGrowAMirrorWithFewerPartitionsAndRefuseOneWithMore() {
    assertThat(between(topic(4, Map.of()), topic(3, Map.of())))
        .containsExactly(new TopicChange.Grow("t", 4));
    assertThat(between(topic(4, Map.of()), topic(4, Map.of()))).isEmpty();
    assertThat(between(topic(4, Map.of()), topic(5, Map.of())))
        .singleElement()
        .isInstanceOfSatisfying(
            TopicChange.Refuse.class,
            refuse -> assertThat(refuse.reason()).contains("5 partitions").contains("4 on"));
  }

  @Test
  void shouldCompactTheMirrorAsTheSourceIsCompacted() {
    TopicFacts compacted = topic(1, Map.of("cleanup.policy", "compact,delete"));

    assertThat(between(Optional.of(compacted), Optional.empty()))
        .singleElement()
        .isInstanceOfSatisfying(
            TopicChange.Create.class,
            create ->
                assertThat(create.configs()).containsEntry("cleanup.policy", "compact,delete"));
    assertThat(between(compacted, topic(1, Map.of()))).isEmpty();
    assertThat(between(topic(1, Map.of()), compacted)).isEmpty();
  }

  @Test
  void shouldRefuseAMirrorThatPutsItsOwnTimestamps() {
    TopicFacts stamping = topic(1, Map.of("message.timestamp.type", "LogAppendTime"));

    assertThat(between(topic(1, Map.of()), stamping)).hasSize(1);
    assertThat(between(stamping, topic(1, Map.of()))).isEmpty();
  }

  @Test
  void shouldRefuseATopicThatTheSourceDoesNotHave() {
    assertThat(between(Optional.empty(), Optional.empty()))
        .containsExactly(new TopicChange.Refuse("t", "does not exist on the source cluster"));
  }

  private static List<TopicChange> between(TopicFacts source, TopicFacts target) {
    return between(Optional.of(source), Optional.of(target));
  }

  private static List<TopicChange> between(
      Optional<TopicFacts> source, Optional<TopicFacts> target) {
    return TopicDiff.between(MAPPING, source, target, TopicPolicy.defaults(), Optional.empty());
  }

  private static TopicFacts topic(int partitions, Map<String, String> effective) {
    return new TopicFacts("t", Uuid.ZERO_UUID, partitions, 1, Map.of(), effective);
  }
}
