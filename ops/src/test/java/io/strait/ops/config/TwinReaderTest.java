package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.acl.AclPolicy;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.LinkName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinReaderTest {
  private static final LinkName LINK = new LinkName("east-west");
  private static final String FULL =
      """
      version: 1
      clusters:
        east: {bootstrap: "east:9092"}
        west:
          bootstrap: "west:9092"
          properties: {client.id: copying}
          metadata: {client.id: twin}
      links:
        - name: east-west
          source: east
          target: west
          topics: [orders]
          twin:
            keep: [acls, quotas]
            drift: overwrite
            every: 5m
            acls:
              principals: [{from: 'User:(.*)', to: 'User:eu-$1'}]
              exclude: ['Topic:.*']
              write: applied
            quotas:
              users: {include: ['team-.*']}
            users:
              include: ['a.*']
              secrets: {alice: '${env:ALICE}'}
      """;

  @TempDir private Path folder;

  @Test
  void shouldReadEveryKeyOfATwin() {
    StraitConfig config = ConfigLoader.parse(FULL, folder, Map.of("ALICE", "s3cret-of-alice"));
    TwinSettings twin = config.settings(LINK).twin();

    assertThat(twin.keep()).containsExactlyInAnyOrder(Aspect.ACLS, Aspect.QUOTAS);
    assertThat(twin.drift()).isEqualTo(Drift.OVERWRITE);
    assertThat(twin.every(Aspect.ACLS)).isEqualTo(Duration.ofMinutes(5));
    assertThat(twin.acls().writes()).isEqualTo(AclPolicy.Writes.APPLIED);
    assertThat(twin.acls().principals().onTarget("User:app")).isEqualTo("User:eu-app");
    assertThat(twin.acls().principals().onTarget("User:*")).isEqualTo("User:*");
    assertThat(twin.acls().selection().selects("Topic:LITERAL:orders User:a * READ ALLOW"))
        .isFalse();
    assertThat(twin.acls().selection().selects("Group:LITERAL:g User:a * READ ALLOW")).isTrue();
    assertThat(twin.quotas().users().selects("app")).isFalse();
    assertThat(twin.quotas().clientIds().selects("app")).isTrue();
    assertThat(twin.users().selection().selects("bob")).isFalse();
    assertThat(twin.users().secrets()).containsEntry("alice", "s3cret-of-alice");
    assertThat(config.toString() + twin).doesNotContain("s3cret-of-alice");
    ClusterConfig west = config.cluster(new ClusterAlias("west"));
    assertThat(west.forMetadata().properties()).containsEntry("client.id", "twin");
    assertThat(west.copying().properties()).containsEntry("client.id", "copying");
  }

  @Test
  void shouldKeepOnlyTopicsWhenALinkSaysNothing() {
    StraitConfig config = ConfigText.GOOD.parse();
    TwinSettings twin = config.settings(new LinkName("east-west")).twin();

    assertThat(twin.keep()).containsExactly(Aspect.TOPICS);
    assertThat(twin.drift()).isEqualTo(Drift.REPORT);
    assertThat(twin.acls().writes()).isEqualTo(AclPolicy.Writes.STAGED);
    config
        .clusters()
        .values()
        .forEach(
            cluster ->
                assertThat(cluster.forMetadata())
                    .isEqualTo(cluster.cutover().orElse(cluster.copying())));
  }

  @Test
  void shouldNameEveryMistakeAtOnceWhenATwinIsWrong() {
    String text =
        FULL.replace("[acls, quotas]", "[acl]")
            .replace("User:eu-$1", "User:$2")
            .replace("Topic:.*", "Topic:(")
            .replace("every: 5m", "every: soon")
            .replace("write: applied", "write: never")
            .replace("users: {include: ['team-.*']}", "user: {}");

    assertThatThrownBy(() -> ConfigLoader.parse(text, folder, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("twin.keep[0]")
        .hasMessageContaining("Did you mean 'acls'?")
        .hasMessageContaining("'User:$2' does not fit")
        .hasMessageContaining("no regular expression")
        .hasMessageContaining("'soon', which is not a positive duration")
        .hasMessageContaining("must be one of staged, applied")
        .hasMessageContaining("twin.quotas.user")
        .hasMessageContaining("environment variable 'ALICE'");
  }
}
