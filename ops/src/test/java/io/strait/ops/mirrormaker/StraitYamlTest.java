package io.strait.ops.mirrormaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.ops.config.ClusterConfig;
import io.strait.ops.config.ConfigLoader;
import io.strait.ops.config.LinkSettings;
import io.strait.ops.config.StraitConfig;
import io.strait.replicator.mirror.mm2.MirrorMakerPlan;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.topic.ConfigRule;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicSelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.connect.mirror.DefaultReplicationPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, by the reader of strait.yaml. */
class StraitYamlTest {
  private static final String BOTH =
      """
      clusters = A, B
      A.bootstrap.servers = a:9092
      B.bootstrap.servers = b:9092
      A->B.enabled = true
      """;

  @TempDir private Path folder;

  @Test
  void shouldRunWithTheDefaultsOfMirrorMaker2() throws IOException {
    StraitConfig config = config(BOTH);

    Link link = config.links().get(0);
    assertThat(link.name()).hasToString("a-b");
    assertThat(link.source()).hasToString("a");
    TopicSelection topics = link.selection();
    assertThat(topics.covers("orders")).isTrue();
    assertThat(topics.covers("heartbeats")).isTrue();
    assertThat(topics.covers("orders.replica")).isFalse();
    assertThat(topics.covers("B.orders")).as("came from the target").isFalse();
    assertThat(topics.covers("C.B.orders")).as("came from the target by way of C").isFalse();
    assertThat(topics.covers("C.orders")).isTrue();
    assertThat(topics.naming().target("orders")).isEqualTo("A.orders");
    LinkSettings settings = config.settings(link.name());
    assertThat(settings.twin().keep()).containsExactlyInAnyOrder(Aspect.TOPICS, Aspect.ACLS);
    assertThat(settings.mirrorMaker().checkpoints()).isTrue();
    assertThat(settings.mirrorMaker().heartbeats()).isTrue();
    assertThat(settings.mirrorMaker().offsetSyncs()).isTrue();
    assertThat(settings.mirrorMaker().jmx()).isTrue();
    assertThat(settings.mirrorMaker().syncsOnSource()).isTrue();
    assertThat(settings.mirrorMaker().groups().selects("billing")).isTrue();
    assertThat(settings.mirrorMaker().groups().selects("console-consumer-7")).isFalse();
    assertThat(settings.mirrorMaker().aliases().orElseThrow().source()).isEqualTo("A");
  }

  @Test
  void shouldFollowWhatTheFileSwitches() throws IOException {
    StraitConfig config =
        config(
            BOTH
                + """
                replication.policy.class = org.apache.kafka.connect.mirror.IdentityReplicationPolicy
                sync.topic.configs.enabled = false
                sync.topic.acls.enabled = false
                sync.group.offsets.enabled = true
                sync.group.offsets.interval.seconds = 7
                groups = app-.*
                emit.heartbeats.enabled = false
                emit.checkpoints.interval.seconds = 9
                offset-syncs.topic.location = target
                config.properties.exclude = retention\\..*, segment.bytes
                A->B.topics = one, two.*
                transforms = drop, mask
                transforms.drop.type = x
                A->B.transforms = origin
                A->B.transforms.origin.type = org.apache.kafka.connect.transforms.InsertHeader
                A->B.transforms.origin.header = origin
                A->B.transforms.origin.value.literal = a
                A->B.transforms.origin.predicate = deleted
                A->B.transforms.origin.negate = true
                A->B.predicates = deleted
                A->B.predicates.deleted.type = org.apache.kafka.connect.transforms.predicates.RecordIsTombstone
                """);

    Link link = config.links().get(0);
    assertThat(link.selection().covers("one")).isTrue();
    assertThat(link.selection().covers("onemore")).isFalse();
    assertThat(link.selection().naming().target("one")).isEqualTo("one");
    assertThat(link.selection().naming().target("heartbeats")).isEqualTo("A.heartbeats");
    LinkSettings settings = config.settings(link.name());
    assertThat(settings.twin().keep()).containsExactly(Aspect.GROUPS);
    assertThat(settings.twin().groups().every()).hasSeconds(7);
    assertThat(settings.twin().groups().selection().selects("app-1")).isTrue();
    assertThat(settings.twin().groups().selection().selects("other")).isFalse();
    assertThat(settings.twin().topics().configs())
        .containsKeys("retention.ms", "retention.bytes", "segment.bytes")
        .doesNotContainKey("segment.ms")
        .allSatisfy((name, rule) -> assertThat(rule).isInstanceOf(ConfigRule.Refuse.class));
    assertThat(settings.mirrorMaker().heartbeats()).isFalse();
    assertThat(settings.mirrorMaker().syncsOnSource()).isFalse();
    assertThat(settings.mirrorMaker().every()).hasSeconds(9);
    assertThat(settings.policy().records().transforms()).isNotNull();
  }

  @Test
  void shouldLeaveSecretsWhereTheyAre() throws IOException {
    String text =
        text(
            BOTH
                + """
                security.protocol = SASL_PLAINTEXT
                sasl.mechanism = PLAIN
                sasl.jaas.config = org.example.Login required password="hunter2";
                B.admin.sasl.jaas.config = org.example.Login required password="hunter3";
                """);

    assertThat(text).doesNotContain("hunter").contains("mm2.properties:sasl.jaas.config}");
    StraitConfig config = ConfigLoader.parse(text, folder, Map.of());
    ClusterConfig b = config.cluster(new ClusterAlias("b"));
    assertThat(b.copying().properties().get("sasl.jaas.config")).contains("hunter2");
    assertThat(b.forMetadata().properties().get("sasl.jaas.config")).contains("hunter3");
  }

  @Test
  void shouldNameAndChooseTopicsByClassesOfOnesOwn() throws IOException {
    StraitConfig config =
        config(
            BOTH
                + "replication.policy.class = "
                + Backwards.class.getName()
                + "\nreplication.policy.separator = _\n");

    TopicSelection topics = config.links().get(0).selection();
    assertThat(topics.naming().target("orders")).isEqualTo("orders_A");
    assertThat(topics.covers("orders_B")).as("came from the target").isFalse();
    assertThat(topics.covers("orders")).isTrue();
  }

  /** Puts the alias behind the name. */
  public static final class Backwards extends DefaultReplicationPolicy {
    @Override
    public String formatRemoteTopic(String source, String topic) {
      return topic + "_" + source;
    }

    @Override
    public String topicSource(String topic) {
      int at = topic.lastIndexOf('_');
      return at < 0 ? null : topic.substring(at + 1);
    }

    @Override
    public String upstreamTopic(String topic) {
      int at = topic.lastIndexOf('_');
      return at < 0 ? null : topic.substring(0, at);
    }
  }

  private StraitConfig config(String properties) throws IOException {
    return ConfigLoader.parse(text(properties), folder, Map.of());
  }

  private String text(String properties) throws IOException {
    Path file = Files.writeString(folder.resolve("mm2.properties"), properties);
    MirrorMakerPlan plan = MirrorMakerFile.read(file);
    assertThat(plan.problems()).isEmpty();
    return new StraitYaml(file).text(plan);
  }
}
