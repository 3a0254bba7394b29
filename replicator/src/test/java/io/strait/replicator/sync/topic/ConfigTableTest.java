package io.strait.replicator.sync.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicFacts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** What each kind of target gets of what a source topic has. */
final class ConfigTableTest {
  private static final Map<String, String> OWN =
      Map.of(
          "retention.ms", "86400000",
          "segment.bytes", "16384",
          "segment.ms", "60000",
          "min.insync.replicas", "2",
          "index.interval.bytes", "1024",
          "compression.type", "lz4",
          "unclean.leader.election.enable", "true",
          "confluent.key.schema.validation", "true");
  private static final Map<String, String> DEFAULTS =
      Map.of("cleanup.policy", "compact", "max.message.bytes", "20971520");

  @Test
  void shouldCopyWhatApacheKafkaTakesAndMoveSmallSegmentsIntoItsBounds() {
    Map<String, String> wanted = wanted(Profile.APACHE, Optional.empty());

    assertThat(wanted)
        .containsEntry("retention.ms", "86400000")
        .containsEntry("segment.bytes", "1048576")
        .containsEntry("compression.type", "producer")
        .containsEntry("message.timestamp.type", "CreateTime")
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("max.message.bytes", "20971520")
        .containsEntry("index.interval.bytes", "1024")
        .doesNotContainKeys("unclean.leader.election.enable", "confluent.key.schema.validation");
  }

  @Test
  void shouldSetOnlyWhatTheTargetKnowsAndKeepSmallSegmentsWhereAnOlderOneTakesThem() {
    Map<String, String> wanted =
        wanted(
            Profile.APACHE,
            Optional.of(Set.of("segment.bytes", "message.downconversion.enable", "retention.ms")));

    assertThat(wanted).isEqualTo(Map.of("segment.bytes", "16384", "retention.ms", "86400000"));
  }

  @Test
  void shouldLeaveToAServiceWhatItForbidsAndMoveTheRestIntoItsBounds() {
    assertThat(wanted(Profile.MSK_LIKE, Optional.empty()))
        .containsEntry("max.message.bytes", "8388608")
        .containsEntry("retention.ms", "86400000")
        .doesNotContainKeys("segment.bytes", "min.insync.replicas", "index.interval.bytes");
    assertThat(wanted(Profile.CONFLUENT_CLOUD_LIKE, Optional.empty()))
        .containsEntry("segment.bytes", "52428800")
        .containsEntry("segment.ms", "14400000")
        .containsEntry("min.insync.replicas", "2")
        .containsEntry("max.message.bytes", "8388608")
        .doesNotContainKeys("compression.type", "index.interval.bytes");
    assertThat(wanted(Profile.CUSTOM, Optional.empty()))
        .containsOnlyKeys(
            "cleanup.policy", "max.message.bytes", "compression.type", "message.timestamp.type");
  }

  @Test
  void shouldLetTheConfigurationDecideOverTheProfile() {
    TopicPolicy policy =
        new TopicPolicy(
            Profile.CUSTOM,
            Map.of(
                "retention.ms", new ConfigRule.Copy(),
                "max.message.bytes", new ConfigRule.Fixed("2097152"),
                "cleanup.policy", new ConfigRule.Managed()),
            Deletion.NEVER,
            Duration.ZERO);

    assertThat(policy.table().wanted(OWN, effective(), Optional.empty()))
        .isEqualTo(
            Map.of(
                "retention.ms", "86400000",
                "max.message.bytes", "2097152",
                "compression.type", "producer",
                "message.timestamp.type", "CreateTime"));
  }

  @Test
  void shouldTakeTheTimesThatAnOlderSourceTookByDefaultAndByItsOwnKey() {
    Set<String> newer = Set.of("message.timestamp.after.max.ms", "message.timestamp.before.max.ms");
    String key = "message.timestamp.difference.max.ms";

    assertThat(table().wanted(Map.of(), Map.of(key, "9223372036854775807"), Optional.of(newer)))
        .containsEntry("message.timestamp.after.max.ms", "9223372036854775807")
        .containsEntry("message.timestamp.before.max.ms", "9223372036854775807")
        .hasSize(2);
    assertThat(
            table()
                .wanted(
                    Map.of(),
                    Map.of(key, "99", "message.timestamp.after.max.ms", "3600000"),
                    Optional.of(newer)))
        .as("a source between the two has the newer key already")
        .containsOnlyKeys("message.timestamp.before.max.ms");
    assertThat(table().wanted(Map.of(key, "5"), Map.of(key, "5"), Optional.of(Set.of(key))))
        .isEqualTo(Map.of(key, "5"));
  }

  @Test
  void shouldNotAskForMoreReplicasInSyncThanAMirrorHas() {
    TopicFacts source = new TopicFacts("t", Uuid.ONE_UUID, 2, 3, OWN, effective());

    assertThat(creation(source, 3).configs()).containsEntry("min.insync.replicas", "2");
    assertThat(creation(source, 1).configs()).doesNotContainKey("min.insync.replicas");
    TopicChange.Create unbounded = creation(source, Integer.MAX_VALUE);
    assertThat(unbounded.replicas()).isEqualTo(3);
    assertThat(unbounded.atMost(1).configs()).doesNotContainKey("min.insync.replicas");
    assertThat(unbounded.atMost(2).configs()).containsEntry("min.insync.replicas", "2");
    TopicPolicy managed =
        new TopicPolicy(Profile.MSK_LIKE, Map.of(), Deletion.NEVER, Duration.ZERO);
    assertThat(managed.creation("t", source, 3, Optional.empty()).replicas()).isEqualTo(-1);
  }

  private static TopicChange.Create creation(TopicFacts source, int brokers) {
    return TopicPolicy.defaults().creation("t", source, brokers, Optional.empty());
  }

  private static ConfigTable table() {
    return Profile.APACHE.table();
  }

  private static Map<String, String> wanted(Profile profile, Optional<Set<String>> known) {
    return profile.table().wanted(OWN, effective(), known);
  }

  private static Map<String, String> effective() {
    Map<String, String> effective = new HashMap<>(DEFAULTS);
    effective.putAll(OWN);
    return effective;
  }
}
