package io.strait.replicator.sync.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.topology.RefusedTopic;
import io.strait.replicator.topology.TopicMapping;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** Existence, partitions and deletion of mirrors. */
final class TopicTwinDiffTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Uuid ONE = new Uuid(0, 1);
  private static final Uuid TWO = new Uuid(0, 2);
  private static final Duration GRACE = Duration.ofHours(24);

  private final Map<String, TopicFacts> sources = new HashMap<>();
  private final Map<String, TopicFacts> mirrors = new HashMap<>();
  private final Map<String, String> hidden = new HashMap<>();
  private final Map<String, AppliedTopic> applied = new HashMap<>();
  private final Set<String> vanished = new HashSet<>();
  private boolean sameSource = true;
  private boolean confirmed;

  @Test
  void shouldCreateWhatIsMissingAndGrowWhatIsShorter() {
    sources.put("a", facts("a", 4));
    sources.put("b", facts("b", 4));
    mirrors.put("eu.b", facts("eu.b", 3));

    TopicTwinDiff diff = diff(Deletion.NEVER, "a", "b");

    assertThat(text(diff))
        .containsExactly("topic eu.a  CREATE APPLY", "topic eu.b partitions CHANGE APPLY");
    assertThat(diff.creations().get("eu.a").partitions()).isEqualTo(4);
    assertThat(diff.differences().get(0).reason()).contains("mirrors topic 'a'");
    assertThat(diff.kept()).containsOnlyKeys("eu.b");
  }

  @Test
  void shouldRefuseOrBlockOneTopicAndGoOnWithTheOthers() {
    sources.put("a", facts("a", 1));
    mirrors.put("eu.a", facts("eu.a", 2));
    sources.put("b", facts("b", 1));
    sources.put("c", facts("c", 1));
    hidden.put("b", "it cannot be seen on 'west': no permission; grant DESCRIBE on topic 'eu.b'");

    assertThat(text(diff(Deletion.NEVER, "a", "b", "c")))
        .containsExactly(
            "topic eu.a partitions CHANGE REFUSED",
            "topic eu.b  CHANGE BLOCKED",
            "topic eu.c  CREATE APPLY");
    Twins found =
        new Twins(
            List.of(),
            List.of(new RefusedTopic("x", "would have a name of 250 characters")),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Set.of(),
            true,
            Optional.empty(),
            1);
    assertThat(text(new TopicTwinDiff(found, TopicPolicy.defaults(), Drift.REPORT, NOW, false)))
        .containsExactly("source topic x  CREATE REFUSED");
  }

  @Test
  void shouldTakeAMirrorThatWasCreatedAgainForOneToWhichNothingWasApplied() {
    sources.put("a", facts("a", 1, Map.of("retention.ms", "5")));
    mirrors.put("eu.a", facts("eu.a", 1, Map.of("retention.ms", "9")));
    applied.put("eu.a", topic("a", TWO, Map.of("retention.ms", "5"), Optional.empty()));
    assertThat(text(diff(Deletion.NEVER, "a")))
        .containsExactly("topic eu.a config retention.ms CHANGE APPLY");

    applied.put("eu.a", topic("a", ONE, Map.of("retention.ms", "5"), Optional.empty()));
    assertThat(text(diff(Deletion.NEVER, "a")))
        .containsExactly("topic eu.a config retention.ms CHANGE DRIFT");
  }

  /** The engine was killed before anything was written down, and then the source unset it. */
  @Test
  void shouldTakeWhatTheEngineSetAtCreationForApplied() {
    Map<String, String> made =
        new HashMap<>(Map.of("compression.type", "producer", "segment.ms", "7"));
    made.put("message.timestamp.type", "CreateTime");
    made.put("cleanup.policy", "delete");
    sources.put("a", facts("a", 1));
    mirrors.put("eu.a", facts("eu.a", 1, Map.of("segment.ms", "7")));
    assertThat(text(diff(Deletion.NEVER, "a")))
        .as("somebody else's topic")
        .contains("topic eu.a config segment.ms DELETE DRIFT");

    made.put("max.message.bytes", "1048588");
    mirrors.put("eu.a", facts("eu.a", 1, made));
    assertThat(text(diff(Deletion.NEVER, "a")))
        .contains("topic eu.a config segment.ms DELETE APPLY");
  }

  @Test
  void shouldKeepSinceWhenASourceIsGoneAndNeverDeleteUnlessThePolicySaysSo() {
    gone("a", Optional.empty());

    for (Deletion policy : List.of(Deletion.NEVER, Deletion.MARK)) {
      TopicTwinDiff diff = diff(policy);
      assertThat(text(diff)).containsExactly("topic eu.a  DELETE MANUAL");
      assertThat(diff.kept().get("eu.a").vanishedAt()).contains(NOW);
    }
    gone("a", Optional.of(NOW.minus(GRACE.multipliedBy(9))));
    assertThat(text(diff(Deletion.NEVER))).containsExactly("topic eu.a  DELETE MANUAL");
  }

  @Test
  void shouldDeleteAfterTheGraceOrWhenConfirmed() {
    gone("a", Optional.empty());
    assertThat(text(diff(Deletion.DELETE))).containsExactly("topic eu.a  DELETE BLOCKED");
    gone("a", Optional.of(NOW.minus(GRACE).plusMillis(1)));
    assertThat(text(diff(Deletion.DELETE))).containsExactly("topic eu.a  DELETE BLOCKED");
    gone("a", Optional.of(NOW.minus(GRACE)));
    assertThat(text(diff(Deletion.DELETE))).containsExactly("topic eu.a  DELETE APPLY");
    gone("a", Optional.empty());
    confirmed = true;
    assertThat(text(diff(Deletion.DELETE))).containsExactly("topic eu.a  DELETE APPLY");
  }

  @Test
  void shouldNotDeleteUnaskedWhenMostTopicsVanishAtOnceNorWhenTheSourceIsAnotherCluster() {
    gone("a", Optional.of(NOW.minus(GRACE)));
    gone("b", Optional.of(NOW.minus(GRACE)));
    sources.put("c", facts("c", 1));
    mirrors.put("eu.c", facts("eu.c", 1));
    assertThat(text(diff(Deletion.DELETE, "c")))
        .containsExactly("topic eu.a  DELETE BLOCKED", "topic eu.b  DELETE BLOCKED");

    confirmed = true;
    assertThat(text(diff(Deletion.DELETE, "c")))
        .containsExactly("topic eu.a  DELETE APPLY", "topic eu.b  DELETE APPLY");
    sameSource = false;
    assertThat(text(diff(Deletion.DELETE, "c")))
        .containsExactly("topic eu.a  DELETE BLOCKED", "topic eu.b  DELETE BLOCKED");
  }

  @Test
  void shouldForgetThatASourceWasGoneOnceItIsBack() {
    sources.put("a", facts("a", 1));
    mirrors.put("eu.a", facts("eu.a", 1));
    applied.put("eu.a", topic("a", ONE, Map.of(), Optional.of(NOW.minusSeconds(9))));

    assertThat(diff(Deletion.DELETE, "a").kept().get("eu.a").vanishedAt()).isEmpty();
  }

  @Test
  void shouldReadBackWhatWasWrittenDownAndForgetWhatIsNoSuchText() {
    AppliedTopic topic =
        topic("a", ONE, Map.of("retention.ms", "5", "cleanup.policy", "a,b"), Optional.of(NOW));

    assertThat(AppliedTopic.of(topic.text())).contains(topic);
    assertThat(AppliedTopic.of(topic.vanished(Optional.empty()).text()))
        .contains(topic.vanished(Optional.empty()));
    assertThat(AppliedTopic.of("nonsense")).isEmpty();
  }

  private void gone(String source, Optional<Instant> since) {
    vanished.add("eu." + source);
    mirrors.put("eu." + source, facts("eu." + source, 1));
    applied.put("eu." + source, topic(source, ONE, Map.of(), since));
  }

  private TopicTwinDiff diff(Deletion deletion, String... topics) {
    Twins found =
        new Twins(
            List.of(topics).stream().map(one -> new TopicMapping(one, "eu." + one)).toList(),
            List.of(),
            sources,
            mirrors,
            hidden,
            applied,
            vanished,
            sameSource,
            mirrors.values().stream().findFirst().map(one -> one.effectiveConfigs().keySet()),
            3);
    TopicPolicy policy = new TopicPolicy(Profile.APACHE, Map.of(), deletion, GRACE);
    return new TopicTwinDiff(found, policy, Drift.REPORT, NOW, confirmed);
  }

  private static List<String> text(TopicTwinDiff diff) {
    return diff.differences().stream().map(TopicTwinDiffTest::text).toList();
  }

  private static String text(Difference one) {
    assertThat(one.reason()).isNotBlank();
    return one.resource() + " " + one.field() + " " + one.verb() + " " + one.handling();
  }

  private static AppliedTopic topic(
      String source, Uuid mirror, Map<String, String> configs, Optional<Instant> since) {
    return new AppliedTopic(source, mirror, configs, since);
  }

  private static TopicFacts facts(String name, int partitions) {
    return facts(name, partitions, Map.of());
  }

  private static TopicFacts facts(String name, int partitions, Map<String, String> own) {
    Map<String, String> effective = new HashMap<>(own);
    effective.put("compression.type", "producer");
    effective.put("message.timestamp.type", "CreateTime");
    return new TopicFacts(name, ONE, partitions, 1, own, effective);
  }
}
