package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FetchSessionTest {
  private static final ClusterAlias EAST = new ClusterAlias("east");
  private static final Uuid ID = Uuid.randomUuid();
  private static final FetchLimits LIMITS = new FetchLimits(10, 1 << 20, true);

  private final FramePool pool = new FramePool(1 << 20);
  private final Transport transport =
      new Transport(
          "test",
          List.of(new ClusterSpec(EAST, "127.0.0.1:1", Map.of())),
          pool,
          WireTimes.defaults());
  private final List<Fetched> answers = new ArrayList<>();
  private final List<WireFailure> failures = new ArrayList<>();

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void shouldTellOnlyWhatChangedOnceASessionStands() throws IOException {
    try (FakeBroker broker = new FakeBroker(17)) {
      FetchSession session = session(broker);
      broker.answers.add(new FetchResponseData().setSessionId(42));
      for (int partition = 0; partition < 6; partition++) {
        session.want(at(partition, 100, ID));
      }
      fetch(session);
      session.want(at(1, 150, ID));
      session.want(at(2, 100, ID));
      session.drop(new TopicPartition("orders", 0));
      broker.answers.add(new FetchResponseData().setSessionId(42));
      fetch(session);

      FetchRequestData first = broker.asked.get(0);
      assertThat(first.sessionEpoch()).isZero();
      assertThat(first.topics().get(0).topicId()).isEqualTo(ID);
      assertThat(first.topics().get(0).partitions()).hasSize(6);
      FetchRequestData second = broker.asked.get(1);
      assertThat(second.sessionId()).isEqualTo(42);
      assertThat(second.sessionEpoch()).isEqualTo(1);
      assertThat(second.topics().get(0).partitions())
          .singleElement()
          .matches(p -> p.partition() == 1 && p.fetchOffset() == 150);
      assertThat(second.forgottenTopicsData().get(0).partitions()).containsExactly(0);
    }
  }

  @Test
  void shouldAskForEverythingAgainWhenTheBrokerForgotTheSession() throws IOException {
    try (FakeBroker broker = new FakeBroker(17)) {
      FetchSession session = session(broker);
      session.want(at(0, 5, ID));
      session.want(at(1, 6, ID));
      broker.answers.add(new FetchResponseData().setSessionId(42));
      fetch(session);
      broker.answers.add(
          new FetchResponseData().setErrorCode(Errors.FETCH_SESSION_ID_NOT_FOUND.code()));
      fetch(session);
      fetch(session);

      assertThat(broker.asked.get(1).topics()).isEmpty();
      assertThat(broker.asked.get(2).sessionEpoch()).isZero();
      assertThat(broker.asked.get(2).topics().get(0).partitions()).hasSize(2);
      assertThat(failures).isEmpty();
      assertThat(pool.heldMemory()).isZero();
    }
  }

  @Test
  void shouldFailAWholeFetchThatIsRefusedAndGiveItsMemoryBack() throws IOException {
    try (FakeBroker broker = new FakeBroker(17)) {
      FetchSession session = session(broker);
      session.want(at(0, 5, ID));
      broker.answers.add(new FetchResponseData().setErrorCode(Errors.UNKNOWN_SERVER_ERROR.code()));
      fetch(session);

      assertThat(failures).hasSize(1);
      assertThat(failures.get(0).text()).contains("UNKNOWN_SERVER_ERROR");
      assertThat(pool.heldMemory()).isZero();
      assertThat(session.isBusy()).isFalse();
    }
  }

  @Test
  void shouldSpeakByNameToBrokersWithoutTopicIdsInFetches() throws IOException {
    for (int version : new int[] {12, 11, 4}) {
      try (FakeBroker broker = new FakeBroker(version)) {
        int before = answers.size();
        FetchSession session = session(broker);
        session.want(at(0, 5, version == 12 ? ID : Uuid.ZERO_UUID));
        FetchResponseData.PartitionData part = new FetchResponseData.PartitionData();
        part.setPartitionIndex(0).setHighWatermark(9).setLastStableOffset(9);
        broker.answers.add(
            new FetchResponseData()
                .setResponses(
                    List.of(
                        new FetchResponseData.FetchableTopicResponse()
                            .setTopic("orders")
                            .setPartitions(List.of(part)))));
        fetch(session);

        assertThat(broker.asked.get(0).topics().get(0).topic()).isEqualTo("orders");
        assertThat(answers.get(before).partitions())
            .singleElement()
            .matches(p -> p.partition().topic().equals("orders") && p.highWatermark() == 9);
      }
    }
  }

  private FetchSession session(FakeBroker broker) {
    Peer peer = transport.peer(EAST);
    peer.learn(List.of(new Node(broker.port(), "127.0.0.1", broker.port())));
    return new FetchSession(peer, broker.port(), 0);
  }

  private static FetchPosition at(int partition, long offset, Uuid id) {
    return new FetchPosition(new TopicPartition("orders", partition), id, offset, 3);
  }

  private void fetch(FetchSession session) {
    session.fetch(
        LIMITS,
        new Reply<>() {
          @Override
          public void answered(Fetched fetched) {
            answers.add(fetched);
            fetched.frame().release();
          }

          @Override
          public void failed(WireFailure failure) {
            failures.add(failure);
          }
        });
    while (session.isBusy()) {
      transport.poll(100);
    }
  }
}
