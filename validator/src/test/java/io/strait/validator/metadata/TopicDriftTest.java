package io.strait.validator.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import io.strait.validator.metadata.TopicView.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopicDriftTest {
  private static final String RETENTION = "retention.ms";
  private static final TopicMapping ORDERS = new TopicMapping("orders", "eu.orders");

  @Test
  void shouldFindNothingWhenBothAreAlike() {
    ResourceReport report = judge(plain(), set(RETENTION, "5"), set(RETENTION, "5"));
    assertThat(report.findings()).isEmpty();
    assertThat(report.word()).isEqualTo("passed");
  }

  @Test
  void shouldTellWhoMovedWhenTheLinkApplied() {
    assertThat(who(applied("5"), set(RETENTION, "7"), set(RETENTION, "5"))).isEqualTo(Moved.SOURCE);
    assertThat(who(applied("5"), set(RETENTION, "5"), set(RETENTION, "7"))).isEqualTo(Moved.TARGET);
    assertThat(who(applied("5"), set(RETENTION, "6"), set(RETENTION, "7"))).isEqualTo(Moved.BOTH);
    assertThat(who(plain(), set(RETENTION, "5"), set(RETENTION, "7"))).isEqualTo(Moved.UNKNOWN);
  }

  @Test
  void shouldTellWhoMovedWhenTheLinkNeverSetTheKey() {
    TopicScope scope = scope(Map.of(), Map.of(), Optional.of(Map.of("eu.orders", Map.of())));
    assertThat(who(scope, defaults(RETENTION, "5"), set(RETENTION, "7"))).isEqualTo(Moved.TARGET);
    assertThat(who(scope, set(RETENTION, "7"), defaults(RETENTION, "5"))).isEqualTo(Moved.SOURCE);
  }

  @Test
  void shouldExplainWhatIsDeclaredOrNeeded() {
    assertExplained(
        scope(Map.of(), Map.of(RETENTION, "left to the target"), Optional.empty()),
        set(RETENTION, "5"),
        set(RETENTION, "7"));
    assertExplained(plain(), defaults(RETENTION, "5"), defaults(RETENTION, "7"));
    assertExplained(plain(), set("compression.type", "gzip"), set("compression.type", "producer"));
    assertExplained(plain(), set("min.insync.replicas", "2"), defaults("min.insync.replicas", "1"));
    assertExplained(plain(), set("segment.bytes", "1024"), set("segment.bytes", "1048576"));
    assertExplained(
        new TopicScope(
            List.of(ORDERS),
            Map.of(),
            Map.of(),
            Optional.of(Set.of("cleanup.policy")),
            false,
            Optional.empty(),
            Moved.UNKNOWN),
        set(RETENTION, "5"),
        set(RETENTION, "7"));
  }

  @Test
  void shouldJudgeADeclaredValueByTheDeclaration() {
    TopicScope scope = scope(Map.of(RETENTION, "9"), Map.of(), Optional.empty());
    assertThat(judge(scope, set(RETENTION, "5"), set(RETENTION, "9")).findings()).isEmpty();
    assertThat(judge(scope, set(RETENTION, "5"), set(RETENTION, "5")).differences()).isEqualTo(1);
  }

  @Test
  void shouldNotExcuseWhatMakesAnotherTopicOfIt() {
    ResourceReport report =
        judge(plain(), defaults("cleanup.policy", "delete"), defaults("cleanup.policy", "compact"));
    assertThat(report.differences()).isEqualTo(1);
    assertThat(
            judge(
                    plain(),
                    set("cleanup.policy", "compact,delete"),
                    set("cleanup.policy", "delete, compact"))
                .findings())
        .isEmpty();
  }

  @Test
  void shouldNameMissingTopicsAndPartitionCounts() {
    TopicScope scope = applied("5");
    ResourceReport missing =
        new TopicDrift(scope).judge(Map.of("orders", view(3, Map.of())), Map.of(), List.of());
    assertThat(missing.findings()).hasSize(1);
    assertThat(missing.findings().get(0).code()).isEqualTo(FindingCode.TOPIC_MISSING);
    assertThat(missing.findings().get(0).who()).isEqualTo(Moved.TARGET);
    ResourceReport grown =
        new TopicDrift(scope)
            .judge(
                Map.of("orders", view(3, Map.of())),
                Map.of("eu.orders", view(5, Map.of())),
                List.of());
    assertThat(grown.findings().get(0).code()).isEqualTo(FindingCode.PARTITION_DRIFT);
    assertThat(grown.findings().get(0).who()).isEqualTo(Moved.TARGET);
  }

  @Test
  void shouldCompareThousandsOfTopicsInNoTime() {
    List<TopicMapping> topics =
        IntStream.range(0, 2_000).mapToObj(i -> TopicMapping.same("t" + i)).toList();
    Map<String, Setting> settings =
        IntStream.range(0, 20)
            .boxed()
            .collect(Collectors.toMap(i -> "k" + i, i -> new Setting("v" + i, true)));
    Map<String, TopicView> source = new HashMap<>();
    Map<String, TopicView> target = new HashMap<>();
    topics.forEach(topic -> source.put(topic.source(), view(6, settings)));
    topics.forEach(topic -> target.put(topic.source(), view(6, settings)));
    Map<String, Setting> other = new HashMap<>(settings);
    other.put("k7", new Setting("hand", true));
    target.put("t1234", view(6, other));
    ResourceReport report = new TopicDrift(TopicScope.of(topics)).judge(source, target, List.of());
    assertThat(report.findings()).hasSize(1);
    assertThat(report.compared()).isEqualTo(2_000 + 2_000 * 20);
  }

  private static void assertExplained(
      TopicScope scope, Map<String, Setting> source, Map<String, Setting> target) {
    ResourceReport report = judge(scope, source, target);
    assertThat(report.findings()).hasSize(1);
    assertThat(report.findings().get(0).isExplained()).isTrue();
    assertThat(report.word()).isEqualTo("passed");
  }

  private static Moved who(
      TopicScope scope, Map<String, Setting> source, Map<String, Setting> target) {
    List<ResourceFinding> findings = judge(scope, source, target).findings();
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).isExplained()).isFalse();
    return findings.get(0).who();
  }

  private static ResourceReport judge(
      TopicScope scope, Map<String, Setting> source, Map<String, Setting> target) {
    return new TopicDrift(scope)
        .judge(Map.of("orders", view(3, source)), Map.of("eu.orders", view(3, target)), List.of());
  }

  private static TopicScope plain() {
    return TopicScope.of(List.of(ORDERS));
  }

  private static TopicScope applied(String retention) {
    return scope(
        Map.of(), Map.of(), Optional.of(Map.of("eu.orders", Map.of(RETENTION, retention))));
  }

  private static TopicScope scope(
      Map<String, String> fixed,
      Map<String, String> undecided,
      Optional<Map<String, Map<String, String>>> applied) {
    return new TopicScope(
        List.of(ORDERS), fixed, undecided, Optional.empty(), false, applied, Moved.NEVER_APPLIED);
  }

  private static TopicView view(int partitions, Map<String, Setting> settings) {
    return new TopicView(partitions, 1, settings);
  }

  private static Map<String, Setting> set(String key, String value) {
    return Map.of(key, new Setting(value, true));
  }

  private static Map<String, Setting> defaults(String key, String value) {
    return Map.of(key, new Setting(value, false));
  }
}
