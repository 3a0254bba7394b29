package io.strait.replicator.sync.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.sync.group.AppliedPosition.Written;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class AppliedGroupTest {
  @Test
  void shouldReadBackWhatItWrote() {
    Map<TopicPartition, AppliedPosition> pairs =
        Map.of(
            new TopicPartition("a.b-c_d", 10), AppliedPosition.found(5, 4),
            new TopicPartition("a.b-c_d", 2),
                new AppliedPosition(7, 6, Written.TARGET, OptionalLong.empty()),
            new TopicPartition("x", 0),
                new AppliedPosition(9, 8, Written.SOURCE, OptionalLong.of(3)));

    String text = AppliedGroup.text(pairs).orElseThrow();

    assertThat(text).isEqualTo("v1 a.b-c_d/10=5:4 a.b-c_d/2=7:6>- x/0=9:8<3");
    assertThat(AppliedGroup.pairs(text)).isEqualTo(pairs);
  }

  @Test
  void shouldKnowNothingOfWhatALaterReleaseWrote() {
    assertThat(AppliedGroup.pairs("v2 x/0=1:1")).isEmpty();
    assertThat(AppliedGroup.pairs("v1 x/0=what y/1=3:3")).hasSize(1);
    assertThat(AppliedGroup.text(Map.of())).isEmpty();
  }

  @Test
  void shouldTellGroupsFromOtherResources() {
    assertThat(AppliedGroup.group(AppliedGroup.resource("a group"))).hasValue("a group");
    assertThat(AppliedGroup.group("topic orders")).isEmpty();
  }
}
