package io.strait.replicator.sync.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GroupKindTest {
  @ParameterizedTest
  @CsvSource({
    "CLASSIC, consumer, CLASSIC",
    "CLASSIC, '', CLASSIC",
    "CLASSIC, connect, OTHER",
    "CONSUMER, consumer, CONSUMER",
    "SHARE, share, SHARE",
    "STREAMS, streams, STREAMS",
    "UNKNOWN, sr, OTHER"
  })
  void shouldTellWhatCanBeMoved(GroupType type, String protocol, GroupKind kind) {
    GroupListing listing =
        new GroupListing("g", Optional.of(type), protocol, Optional.of(GroupState.EMPTY));

    assertThat(GroupKind.of(listing)).isEqualTo(kind);
  }

  @Test
  void shouldTakeGroupsOfOldBrokersForClassic() {
    GroupListing listing = new GroupListing("g", Optional.empty(), "consumer", Optional.empty());

    assertThat(GroupKind.of(listing)).isEqualTo(GroupKind.CLASSIC);
  }
}
