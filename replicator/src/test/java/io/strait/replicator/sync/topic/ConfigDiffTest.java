package io.strait.replicator.sync.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.TopicFacts;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** Source, mirror and last applied: who changed what decides. */
final class ConfigDiffTest {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "retention.ms", "604800000",
          "segment.bytes", "1073741824",
          "segment.ms", "604800000",
          "min.insync.replicas", "1",
          "unclean.leader.election.enable", "false",
          "cleanup.policy", "delete",
          "max.message.bytes", "1048588",
          "compression.type", "producer",
          "message.timestamp.type", "CreateTime");

  @Test
  void shouldFindNothingWhereAllIsEqualAndTakeItAsApplied() {
    ConfigDiff diff = diff(Map.of("retention.ms", "5"), Map.of("retention.ms", "5"), Map.of());

    assertThat(diff.differences()).isEmpty();
    assertThat(diff.kept())
        .containsEntry("retention.ms", "5")
        .containsEntry("cleanup.policy", "delete");
  }

  @Test
  void shouldApplyWhatTheSourceSetsAndWhatItChanged() {
    assertThat(only(diff(Map.of("retention.ms", "5"), Map.of(), Map.of())))
        .isEqualTo("config retention.ms CREATE APPLY null -> 5");
    assertThat(
            only(
                diff(
                    Map.of("retention.ms", "6"),
                    Map.of("retention.ms", "5"),
                    Map.of("retention.ms", "5"))))
        .isEqualTo("config retention.ms CHANGE APPLY 5 -> 6");
    assertThat(only(diff(Map.of("retention.ms", "6"), Map.of("retention.ms", "5"), Map.of())))
        .as("never applied before: the source decides")
        .isEqualTo("config retention.ms CHANGE APPLY 5 -> 6");
  }

  @Test
  void shouldCallItDriftWhenTheTargetWasChangedByHand() {
    Map<String, String> applied = Map.of("retention.ms", "5");

    ConfigDiff changed = diff(Map.of("retention.ms", "5"), Map.of("retention.ms", "9"), applied);
    assertThat(only(changed)).isEqualTo("config retention.ms CHANGE DRIFT 9 -> 5");
    assertThat(changed.differences().get(0).reason()).contains("applied '5'");
    assertThat(changed.kept()).containsEntry("retention.ms", "5");
    assertThat(only(diff(Map.of("retention.ms", "5"), Map.of(), applied)))
        .isEqualTo("config retention.ms CREATE DRIFT null -> 5");
    assertThat(only(diff(Map.of("retention.ms", "6"), Map.of("retention.ms", "9"), applied)))
        .as("both sides changed")
        .isEqualTo("config retention.ms CHANGE DRIFT 9 -> 6");
    assertThat(only(diff(Map.of(), Map.of("segment.ms", "9"), applied)))
        .as("set by hand, and never by the link")
        .isEqualTo("config segment.ms DELETE DRIFT 9 -> null");
  }

  @Test
  void shouldOverwriteDriftWhereThePolicySaysSo() {
    Map<String, String> applied = Map.of("retention.ms", "5");

    assertThat(
            only(
                diff(
                    Drift.OVERWRITE,
                    Map.of("retention.ms", "5"),
                    Map.of("retention.ms", "9"),
                    applied)))
        .isEqualTo("config retention.ms CHANGE APPLY 9 -> 5");
    assertThat(only(diff(Drift.OVERWRITE, Map.of(), Map.of("segment.ms", "9"), applied)))
        .isEqualTo("config segment.ms DELETE APPLY 9 -> null");
  }

  @Test
  void shouldUnsetOnTheMirrorWhatTheSourceUnsetAndNothingElse() {
    Map<String, String> applied = Map.of("retention.ms", "5");

    assertThat(only(diff(Map.of(), Map.of("retention.ms", "5"), applied)))
        .isEqualTo("config retention.ms DELETE APPLY 5 -> null");
    assertThat(only(diff(Map.of(), Map.of("retention.ms", "9"), applied)))
        .isEqualTo("config retention.ms DELETE DRIFT 9 -> null");
    ConfigDiff gone = diff(Map.of(), Map.of(), applied);
    assertThat(gone.differences()).isEmpty();
    assertThat(gone.kept()).doesNotContainKey("retention.ms");
    assertThat(diff(Map.of(), Map.of("retention.ms", "604800000"), Map.of()).differences())
        .as("means the same as the source's default")
        .isEmpty();
  }

  @Test
  void shouldMapKeepAndRefuseByTheTable() {
    assertThat(diff(Map.of("compression.type", "lz4"), Map.of(), Map.of()).differences())
        .as("batches keep their codecs")
        .isEmpty();
    assertThat(only(diff(Map.of(), Map.of("message.timestamp.type", "LogAppendTime"), Map.of())))
        .isEqualTo("config message.timestamp.type CHANGE APPLY LogAppendTime -> CreateTime");
    assertThat(only(diff(Map.of("cleanup.policy", "compact"), Map.of(), Map.of())))
        .isEqualTo("config cleanup.policy CREATE APPLY null -> compact");
    assertThat(
            diff(
                    Map.of("cleanup.policy", "compact,delete"),
                    Map.of("cleanup.policy", "delete,compact"),
                    Map.of())
                .differences())
        .isEmpty();
    assertThat(only(diff(Map.of("unclean.leader.election.enable", "true"), Map.of(), Map.of())))
        .isEqualTo("config unclean.leader.election.enable CHANGE REFUSED false -> true");
    assertThat(only(diff(Map.of("min.insync.replicas", "2"), Map.of(), Map.of())))
        .as("the mirror has one replica")
        .isEqualTo("config min.insync.replicas CHANGE REFUSED null -> 2");
    assertThat(only(diff(Map.of("segment.bytes", "16384"), Map.of(), Map.of())))
        .as("newer brokers take 1 MiB and more")
        .isEqualTo("config segment.bytes CREATE APPLY null -> 1048576");
    assertThat(
            diff(Map.of("leader.replication.throttled.replicas", "0:1"), Map.of(), Map.of())
                .differences())
        .isEmpty();
    assertThat(diff(Map.of("remote.storage.enable", "true"), Map.of(), Map.of()).differences())
        .isEmpty();
  }

  private static String only(ConfigDiff diff) {
    assertThat(diff.differences()).hasSize(1);
    Difference one = diff.differences().get(0);
    assertThat(one.resource()).isEqualTo("topic t");
    assertThat(one.reason()).isNotBlank();
    return one.field()
        + " "
        + one.verb()
        + " "
        + one.handling()
        + " "
        + one.now().orElse(null)
        + " -> "
        + one.wanted().orElse(null);
  }

  private static ConfigDiff diff(
      Map<String, String> source, Map<String, String> mirror, Map<String, String> last) {
    return diff(Drift.REPORT, source, mirror, last);
  }

  private static ConfigDiff diff(
      Drift drift,
      Map<String, String> source,
      Map<String, String> mirror,
      Map<String, String> last) {
    return new ConfigDiff(
        TopicPolicy.defaults().table(), drift, "topic t", facts(source), facts(mirror), last);
  }

  private static TopicFacts facts(Map<String, String> own) {
    Map<String, String> effective = new HashMap<>(DEFAULTS);
    effective.putAll(own);
    return new TopicFacts("t", Uuid.ONE_UUID, 1, 1, own, effective);
  }
}
