package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.sync.topic.ConfigRule;
import io.strait.replicator.sync.topic.Deletion;
import io.strait.replicator.sync.topic.Profile;
import io.strait.replicator.sync.topic.TopicPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code topics} of a link's {@code twin}. */
final class TopicPolicyReaderTest {
  private final Problems problems = new Problems();

  @Test
  void shouldReadProfileRulesAndDeletion() {
    TopicPolicy policy =
        read(
            """
            profile: confluent-cloud-like
            configs:
              retention.ms: copy
              min.insync.replicas: refuse
              segment.ms: managed
              retention.bytes: effective
              max.message.bytes: { set: "2097152" }
            delete: delete
            grace: 2h
            """);

    assertThat(problems.all()).isEmpty();
    assertThat(policy.profile()).isEqualTo(Profile.CONFLUENT_CLOUD_LIKE);
    assertThat(policy.configs())
        .containsEntry("retention.ms", new ConfigRule.Copy())
        .containsEntry("min.insync.replicas", new ConfigRule.Refuse())
        .containsEntry("segment.ms", new ConfigRule.Managed())
        .containsEntry("retention.bytes", new ConfigRule.Effective())
        .containsEntry("max.message.bytes", new ConfigRule.Fixed("2097152"));
    assertThat(policy.deletion()).isEqualTo(Deletion.DELETE);
    assertThat(policy.grace()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void shouldDeleteNothingUnlessToldTo() {
    assertThat(read("profile: apache")).isEqualTo(TopicPolicy.defaults());
    assertThat(TopicPolicy.defaults().deletion()).isEqualTo(Deletion.NEVER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      profile: msk                                      | twin.topics.profile | is 'msk', but must be one of apache, msk-like
      delete: always                                    | twin.topics.delete | is 'always', but must be one of
      grace: soon                                       | twin.topics.grace | is 'soon', which is not a positive duration
      'configs: {retention.ms: cpoy}'                   | twin.topics.configs.retention.ms | is 'cpoy', but must be one of
      'configs: {retention.ms: {st: 5}}'                | twin.topics.configs.retention.ms.st | is not a key that is known here
      'configs: {message.timestamp.type: copy}'         | twin.topics.configs.message.timestamp.type | cannot be decided
      keep: all                                         | twin.topics.keep | is not a key that is known here
      """)
  void shouldNameTheKeyAndTheRuleWhenAValueIsWrong(String yaml, String path, String complaint) {
    read(yaml);

    assertThat(problems.all().stream().map(ConfigProblem::toString).toList())
        .anyMatch(one -> one.contains(path) && one.contains(complaint));
  }

  private TopicPolicy read(String yaml) {
    Node tree = YamlTree.parse("test", yaml, problems);
    return new TopicPolicyReader(problems)
        .read(new Section("twin.topics", (Node.Mapping) tree, problems));
  }
}
