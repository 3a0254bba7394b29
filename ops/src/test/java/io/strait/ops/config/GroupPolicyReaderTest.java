package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.group.GroupKind;
import io.strait.replicator.sync.group.GroupPolicy;
import io.strait.replicator.topology.LinkName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupPolicyReaderTest {
  private static final String TEXT =
      """
      version: 1
      clusters:
        east: {bootstrap: "east:9092"}
        west: {bootstrap: "west:9092"}
      links:
        - name: east-west
          source: east
          target: west
          topics: [orders]
          twin:
            groups: GROUPS
      """;

  @TempDir private Path folder;

  @Test
  void shouldReadEveryKeyAboutGroups() {
    TwinSettings twin =
        twin(
            "{include: ['app-.*'], exclude: ['.*-test'], types: [consumer], every: 2s, back: false,"
                + " conflict: forward, deletions: keep}");
    GroupPolicy groups = twin.groups();

    assertThat(groups.selection().selects("app-1")).isTrue();
    assertThat(groups.selection().selects("app-1-test")).isFalse();
    assertThat(groups.types()).containsExactly(GroupKind.CONSUMER);
    assertThat(twin.every(Aspect.GROUPS)).isEqualTo(Duration.ofSeconds(2));
    assertThat(groups.back()).isFalse();
    assertThat(groups.conflict()).isEqualTo(GroupPolicy.Conflict.FORWARD);
    assertThat(groups.deletions()).isEqualTo(GroupPolicy.Deletions.KEEP);
  }

  @Test
  void shouldLeaveOutConsoleConsumersUnlessExclusionsAreGiven() {
    assertThat(twin("{include: ['.*']}").groups().selection().selects("console-consumer-7"))
        .isFalse();
    assertThat(twin("{exclude: ['x']}").groups().selection().selects("console-consumer-7"))
        .isTrue();
  }

  @Test
  void shouldRefuseTypesThatCannotBeMoved() {
    assertThatThrownBy(() -> twin("{types: [share], conflict: newest, after: 3s}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("share groups cannot")
        .hasMessageContaining("must be one of report, forward")
        .hasMessageContaining("twin.groups.after");
  }

  private TwinSettings twin(String groups) {
    return ConfigLoader.parse(TEXT.replace("GROUPS", groups), folder, Map.of())
        .settings(new LinkName("east-west"))
        .twin();
  }
}
