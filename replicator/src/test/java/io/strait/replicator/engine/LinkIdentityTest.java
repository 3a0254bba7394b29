package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

final class LinkIdentityTest {
  private static final Link LINK =
      new Link(
          new LinkName("flights"),
          new ClusterAlias("east"),
          new ClusterAlias("west"),
          List.of(TopicMapping.same("flights")));
  private static final Uuid ONE = new Uuid(1, 1);
  private static final Uuid TWO = new Uuid(2, 2);

  @Test
  void shouldDeriveTheSameIdsEverywhereFarAboveAnyOfABroker() {
    LinkIdentity identity = new LinkIdentity(LINK, "S", "T");

    assertThat(identity.dataId()).isEqualTo(new LinkIdentity(LINK, "S", "T").dataId());
    assertThat(identity.dataId()).isGreaterThanOrEqualTo(1L << 62).isEven();
    assertThat(identity.paddingId()).isEqualTo(identity.dataId() + 1);
    assertThat(identity.dataId()).isNotEqualTo(new LinkIdentity(LINK, "S", "U").dataId());
  }

  @Test
  void shouldKnowTheLinkThatRunsTheOtherWay() {
    LinkIdentity forward = new LinkIdentity(LINK, "S", "T");
    LinkIdentity reverse = new LinkIdentity(LINK.reversed(), "T", "S");

    assertThat(forward.isOpposite(reverse.dataId())).isTrue();
    assertThat(reverse.isOpposite(forward.dataId())).isTrue();
    assertThat(reverse.isOpposite(forward.paddingId())).isTrue();
    assertThat(forward.isOpposite(forward.dataId())).isFalse();
    assertThat(forward.isOpposite(-1)).isFalse();
  }

  @Test
  void shouldReadBackWhatItWroteDown() {
    LinkRecord written =
        new LinkRecord("S", "T", Long.MAX_VALUE, 7, Map.of("a", ONE), Map.of("b", TWO));

    assertThat(LinkRecord.fromBytes(written.toBytes())).isEqualTo(written);
    assertThat(new String(written.toBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"v\":1,\"source_cluster\":\"S\",\"target_cluster\":\"T\","
                + "\"producer_id\":\"9223372036854775807\",\"owner_epoch\":7,"
                + "\"source_topics\":{\"a\":\"AAAAAAAAAAEAAAAAAAAAAQ\"},"
                + "\"target_topics\":{\"b\":\"AAAAAAAAAAIAAAAAAAAAAg\"}}");
  }

  @Test
  void shouldCountEveryTakeOverAndNeverForgetTheCount() {
    byte[] uncounted =
        ("{\"v\":1,\"source_cluster\":\"S\",\"target_cluster\":\"T\",\"producer_id\":\"8\","
                + "\"source_topics\":{},\"target_topics\":{}}")
            .getBytes(StandardCharsets.UTF_8);
    LinkRecord first = LinkRecord.fromBytes(uncounted);
    LinkRecord now = new LinkRecord("S", "T", 8, 0, Map.of(), Map.of());

    assertThat(first.ownerEpoch()).isZero();
    assertThat(first.owned(1).ownerEpoch()).isEqualTo(1);
    assertThat(merged(first.owned(2), now).ownerEpoch()).isEqualTo(2);
  }

  @Test
  void shouldRefuseARecordItDoesNotUnderstand() {
    assertThatThrownBy(() -> LinkRecord.fromBytes("{\"v\":2}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(LinkRefused.class)
        .hasMessageContaining("version 2");
    assertThatThrownBy(() -> LinkRecord.fromBytes("nonsense".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(LinkRefused.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void shouldRefuseOtherClusters() {
    LinkRecord before = new LinkRecord("S", "T", 8, 3, Map.of("a", ONE), Map.of("a", TWO));

    assertThatThrownBy(() -> merged(before, new LinkRecord("X", "T", 8, 3, Map.of(), Map.of())))
        .isInstanceOf(LinkRefused.class)
        .hasMessageContaining("source cluster has id X but the link began with S");
  }

  @Test
  void shouldRefuseOnlyTheTopicThatWasCreatedAgainAndKeepWhatIsKnownOfIt() {
    LinkRecord before = new LinkRecord("S", "T", 8, 3, Map.of("a", ONE), Map.of("a", TWO));

    Continued source =
        continued(
            before,
            new LinkRecord("S", "T", 8, 3, Map.of("a", TWO, "b", ONE), Map.of("a", TWO)),
            false);
    assertThat(source.sources().get("a")).contains("source topic 'a' was created again");
    assertThat(source.content().sourceTopics()).isEqualTo(Map.of("a", ONE, "b", ONE));
    assertThat(source.sources()).hasSize(1);
    assertThat(source.targets()).isEmpty();

    Continued target =
        continued(
            before,
            new LinkRecord("S", "T", 8, 3, Map.of("a", ONE), Map.of("a", ONE, "c", ONE)),
            false);
    assertThat(target.targets().get("a")).contains("target topic 'a' was created again");
    assertThat(target.content().targetTopics()).isEqualTo(Map.of("a", TWO, "c", ONE));
  }

  @Test
  void shouldFollowASourceTopicThatWasCreatedAgainAndNeverGoBackToTheOldOne() {
    LinkRecord before = new LinkRecord("S", "T", 8, 3, Map.of("a", ONE), Map.of("a", ONE));
    LinkRecord now = new LinkRecord("S", "T", 8, 3, Map.of("a", TWO), Map.of());

    LinkRecord followed = continued(before, now, true).content();

    assertThat(followed.sourceTopics()).isEqualTo(Map.of("a", TWO));
    assertThat(followed.formerSources()).isEqualTo(Map.of("a", Set.of(ONE)));
    assertThat(LinkRecord.fromBytes(followed.toBytes())).isEqualTo(followed);
    assertThat(continued(followed, now, false).content()).isEqualTo(followed);
    Continued late = continued(followed, before, true);
    assertThat(late.sources().get("a")).contains("left behind");
    assertThat(late.content()).isEqualTo(followed);
    LinkRecord target = new LinkRecord("S", "T", 8, 3, Map.of(), Map.of("a", TWO));
    assertThat(continued(before, target, true).targets().get("a"))
        .contains("target topic 'a' was created again");
  }

  @Test
  void shouldTakeATopicForANewOneWhenItsMirrorIsAnotherOneAsWell() {
    LinkRecord before = new LinkRecord("S", "T", 8, 3, Map.of("a", ONE), Map.of("a", ONE));
    LinkRecord now = new LinkRecord("S", "T", 8, 3, Map.of("a", TWO), Map.of("a", TWO));

    for (boolean follows : new boolean[] {false, true}) {
      Continued both = continued(before, now, follows);
      assertThat(both.sources()).isEmpty();
      assertThat(both.targets()).isEmpty();
      assertThat(both.content()).isEqualTo(now);
    }
    LinkRecord followed =
        continued(before, new LinkRecord("S", "T", 8, 3, Map.of("a", TWO), Map.of()), true)
            .content();
    LinkRecord late = new LinkRecord("S", "T", 8, 3, Map.of("a", ONE), Map.of("a", TWO));
    assertThat(continued(followed, late, true).sources().get("a"))
        .as("a broker that is behind is not believed")
        .contains("left behind");
  }

  @Test
  void shouldKeepTopicsThatAreNotMirroredAnyMoreAndAddNewOnes() {
    LinkRecord before = new LinkRecord("S", "T", 8, 3, Map.of("a", ONE), Map.of("a", ONE));
    LinkRecord now = new LinkRecord("S", "T", 8, 3, Map.of("b", TWO), Map.of("b", TWO));

    assertThat(merged(before, now).sourceTopics()).isEqualTo(Map.of("a", ONE, "b", TWO));
  }

  @Test
  void shouldTakeAnIdThatAClusterGaveLateForTheSameTopic() {
    LinkRecord before = new LinkRecord("S", "T", 7, 1, Map.of("a", Uuid.ZERO_UUID), Map.of());
    LinkRecord now = new LinkRecord("S", "T", 7, 1, Map.of("a", ONE), Map.of());

    assertThat(merged(before, now).sourceTopics()).isEqualTo(Map.of("a", ONE));
    assertThat(merged(now, before).sourceTopics()).containsKey("a");
  }

  private static LinkRecord merged(LinkRecord before, LinkRecord now) {
    return continued(before, now, false).content();
  }

  private static Continued continued(LinkRecord before, LinkRecord now, boolean follows) {
    return Continued.first(now).after(LINK, before, follows);
  }
}
