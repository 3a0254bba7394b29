package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.engine.RecordFilter;
import io.strait.replicator.engine.RecordRules;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.topology.TopicSelection;
import io.strait.replicator.wire.Codec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecordRulesReaderTest {
  private final Problems problems = new Problems();

  @Test
  void shouldReadCodecFiltersAndTransforms() {
    RecordRules rules =
        read(
            """
            codec: zstd
            filters:
              - {action: exclude, topics: [orders], key: {prefix: test-}}
              - action: include
                header: {name: region, value: eu}
                from: 2026-01-01T00:00:00Z
                to: 2026-02-01T00:00:00Z
            transforms:
              - type: org.apache.kafka.connect.transforms.InsertHeader
                topics: [orders]
                config: {header: origin, value.literal: east}
                predicate:
                  type: org.apache.kafka.connect.transforms.predicates.RecordIsTombstone
                  negate: true
            """);

    assertThat(problems.all()).isEmpty();
    assertThat(rules.codec()).contains(Codec.ZSTD);
    assertThat(rules.filters()).extracting(RecordFilter::including).containsExactly(false, true);
    assertThat(rules.filters().get(0).key()).contains(new RecordFilter.KeyBegins("test-"));
    assertThat(rules.filters().get(1).from()).hasValue(1_767_225_600_000L);
    assertThat(rules.transforms().concerns("orders")).isTrue();
    assertThat(rules.transforms().concerns("flights")).isFalse();
  }

  @Test
  void shouldKeepCodecsIfToldSo() {
    assertThat(read("codec: keep").codec()).isEmpty();
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void shouldReportEveryMistakeAtOnce() {
    read(
        """
        codec: zip
        filters:
          - {action: drop, topics: [ordres], key: {regex: '('}}
          - {action: exclude}
          - {action: exclude, from: yesterday}
          - {action: exclude, key: {is: a, prefix: b}, colour: red}
        transforms:
          - {type: org.example.Missing}
          - {type: org.apache.kafka.connect.transforms.InsertHeader, config: {}}
        """);

    assertThat(problems.all().stream().map(ConfigProblem::what).toList())
        .anyMatch(what -> what.contains("'zip', but must be one of keep, none, gzip"))
        .anyMatch(what -> what.contains("'drop', but must be one of include, exclude"))
        .anyMatch(what -> what.contains("'ordres', which is not one of the link's topics"))
        .anyMatch(what -> what.contains("no regular expression"))
        .anyMatch(what -> what.contains("would hold for every record"))
        .anyMatch(what -> what.contains("'yesterday', which is no moment"))
        .anyMatch(what -> what.contains("has 2 conditions"))
        .anyMatch(what -> what.contains("not a key that is known"))
        .anyMatch(what -> what.contains("'org.example.Missing' is not on the class path"))
        .anyMatch(what -> what.contains("InsertHeader refuses its settings"));
  }

  private RecordRules read(String yaml) {
    Node tree = YamlTree.parse("test", yaml, problems);
    return new RecordRulesReader(
            new OwnTopics(
                Optional.of(
                    TopicSelection.of(
                        List.of(TopicMapping.same("orders"), TopicMapping.same("flights"))))),
            problems)
        .read(new Section("links[0].records", (Node.Mapping) tree, problems));
  }
}
