package io.strait.ops.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.LinkName;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FlowBoardTest {

  @Test
  void shouldLetLinksRunAsConfiguredAndSayWhyWhenTheTopicCannotBeRead() {
    AtomicInteger changes = new AtomicInteger();
    ClusterSpec nowhere =
        new ClusterSpec(new ClusterAlias("west"), "no-such-host.invalid:9092", Map.of());
    try (FlowBoard board = new FlowBoard(nowhere, changes::incrementAndGet, Clock.systemUTC())) {
      assertThat(board.isSettled()).isFalse();
      board.start();

      await().until(() -> changes.get() > 0);

      assertThat(board.isSettled()).isTrue();
      assertThat(board.problem()).isPresent();
      assertThat(board.of(new LinkName("east-west"))).isEmpty();
    }
  }
}
