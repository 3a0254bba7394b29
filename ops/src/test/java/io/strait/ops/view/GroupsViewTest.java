package io.strait.ops.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strait.replicator.offsets.Image;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.group.GroupKind;
import io.strait.replicator.sync.group.GroupSide;
import io.strait.replicator.sync.group.GroupSurvey;
import io.strait.replicator.sync.group.Mover;
import io.strait.replicator.sync.group.Verdict;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GroupsViewTest {
  private static final Link LINK =
      new Link(
          new LinkName("east-west"),
          new ClusterAlias("east"),
          new ClusterAlias("west"),
          List.of(new TopicMapping("orders", "east.orders")));

  @Test
  void shouldShowTheErrorInOffsetsAndWhatKeepsItFromBeingWritten() {
    GroupSurvey.Position behind =
        position(
            3,
            new Image.Exact(90),
            OptionalLong.of(70),
            new Verdict.Hold(
                Handling.BLOCKED, OptionalLong.of(90), "the group is Stable on the target"),
            false);
    GroupSurvey.Position exact =
        position(4, new Image.Exact(90), OptionalLong.of(90), new Verdict.Leave(""), true);

    JsonNode json = GroupsView.json(LINK, survey(behind, exact));

    JsonNode shown = json.get("groups").get(0);
    assertThat(shown.get("exact").asBoolean()).isFalse();
    assertThat(shown.get("positions").get(0).get("error").asLong()).isEqualTo(-20);
    assertThat(shown.get("positions").get(0).get("action").asText()).isEqualTo("blocked");
    assertThat(shown.get("positions").get(0).get("target_topic").asText()).isEqualTo("east.orders");
    assertThat(shown.get("positions").get(1).get("error").asLong()).isZero();
    assertThat(GroupsView.text(json, false))
        .contains("1 groups, 0 exact", "{blocked=1}", "the group is Stable on the target")
        .contains("orders/3  source 100  image 90  target 70  error -20  moved by source  blocked")
        .doesNotContain("orders/4");
    assertThat(GroupsView.text(json, true)).contains("orders/4");
  }

  @Test
  void shouldClaimNoErrorWhereNoExactImageExists() {
    GroupSurvey.Position ahead =
        position(
            0,
            new Image.Ahead(80, 85),
            OptionalLong.of(80),
            new Verdict.Hold(Handling.BLOCKED, OptionalLong.empty(), "the copy is behind"),
            false);

    JsonNode shown =
        GroupsView.json(LINK, survey(ahead)).get("groups").get(0).get("positions").get(0);

    assertThat(shown.has("error")).isFalse();
    assertThat(shown.get("image_exact").asBoolean()).isFalse();
  }

  private static GroupSurvey survey(GroupSurvey.Position... positions) {
    GroupSide side = new GroupSide(Optional.of(GroupKind.CONSUMER), "Stable", false);
    return new GroupSurvey(
        List.of(new GroupSurvey.Group("billing", side, side, List.of(positions))), List.of());
  }

  private static GroupSurvey.Position position(
      int partition, Image image, OptionalLong target, Verdict verdict, boolean equal) {
    return new GroupSurvey.Position(
        new TopicPartition("orders", partition),
        new TopicPartition("east.orders", partition),
        OptionalLong.of(100),
        Optional.of(image),
        target,
        "",
        Mover.SOURCE,
        verdict,
        equal);
  }
}
