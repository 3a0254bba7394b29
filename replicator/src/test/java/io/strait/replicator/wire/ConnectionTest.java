package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.ClusterAlias;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.network.NetworkReceive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ConnectionTest {
  private static final ClusterAlias EAST = new ClusterAlias("east");
  private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

  private final Transport transport =
      new Transport(
          "test",
          List.of(new ClusterSpec(EAST, "127.0.0.1:1", Map.of())),
          new FramePool(1 << 20),
          WireTimes.defaults());
  private final Answers answers = new Answers();

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void shouldFailARequestThatWaitsForABrokerWhichIsGone() throws IOException {
    Peer peer = transport.peer(EAST);
    int port = freePort();
    peer.learn(List.of(new Node(7, "127.0.0.1", port), new Node(8, "127.0.0.1", port)));
    peer.offset(7, PARTITION, EndKind.LOG_END, answers);
    pollUntilFailed(1);

    // The connection is pausing now; before the pause ends the broker drops out of the cluster.
    peer.offset(7, PARTITION, EndKind.LOG_END, answers);
    peer.learn(List.of(new Node(8, "127.0.0.1", port)));
    pollUntilFailed(2);

    assertThat(answers.failures.get(1).kind()).isEqualTo(FaultKind.RETRIABLE);
    assertThat(answers.failures.get(1).text()).contains("east/7").contains("no longer among");
  }

  @Test
  void shouldReachABrokerAgainThatComesBack() throws IOException {
    Peer peer = transport.peer(EAST);
    int port = freePort();
    peer.learn(List.of(new Node(7, "127.0.0.1", port)));
    peer.offset(7, PARTITION, EndKind.LOG_END, answers);
    peer.learn(List.of(new Node(8, "127.0.0.1", port)));
    pollUntilFailed(1);

    peer.learn(List.of(new Node(7, "127.0.0.1", port)));
    peer.offset(7, PARTITION, EndKind.LOG_END, answers);
    pollUntilFailed(2);

    assertThat(answers.failures.get(1).text()).contains("cannot connect to 127.0.0.1:" + port);
  }

  @Test
  void shouldKeepAnUnexpectedErrorWhileConnectingWithinTheConnection() {
    Connection connection =
        transport.connection(
            EAST,
            "7",
            "control",
            () -> {
              throw new IllegalArgumentException("port out of range:-1");
            });
    connection.submit(OffsetsCall.of(PARTITION, EndKind.LOG_END), answers, transport.nowMillis());
    pollUntilFailed(1);

    assertThat(answers.failures.get(0).kind()).isEqualTo(FaultKind.RETRIABLE);
    assertThat(answers.failures.get(0).text()).contains("port out of range:-1");
  }

  @Test
  void shouldGiveBackTheMemoryOfAnAnswerThatNobodyAskedFor() {
    Connection connection = transport.connection(EAST, "7", "control", Optional::empty);
    Received receive = new Received();

    connection.received(receive, transport.nowMillis());

    assertThat(receive.closed).isTrue();
  }

  private void pollUntilFailed(int count) {
    while (answers.failures.size() < count) {
      transport.poll(50);
    }
  }

  /** A port that refuses connections. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static final class Answers implements Reply<OffsetAt> {
    private final List<WireFailure> failures = new ArrayList<>();

    @Override
    public void answered(OffsetAt value) {
      throw new AssertionError("nobody can have answered " + value);
    }

    @Override
    public void failed(WireFailure failure) {
      failures.add(failure);
    }
  }

  private static final class Received extends NetworkReceive {
    private boolean closed;

    Received() {
      super("east/7/control", ByteBuffer.allocate(1));
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
