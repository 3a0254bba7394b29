package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.ReadyTopics;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a broker does with transactions that are driven without a Kafka producer. */
@Timeout(120)
final class TransactionPeerIT {
  private static final TopicPartition PARTITION = new TopicPartition("paid", 0);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  @TempDir private static Path directory;
  private static SandboxCluster west;
  private static Transport transport;
  private static Peer peer;
  private static TransactionPeer transactions;
  private static Uuid topicId;
  private static int node;

  @BeforeAll
  static void startCluster() {
    west = SandboxCluster.start(SandboxSpec.plain("west", directory));
    ClusterSpec spec = new ClusterSpec(new ClusterAlias("west"), west.bootstrap(), Map.of());
    try (Cluster cluster = new Cluster(spec)) {
      ReadyTopics.create(cluster.admin(), List.of(new NewTopic("paid", 1, (short) 1)));
    }
    transport = new Transport("test", List.of(spec), new FramePool(1 << 20), WireTimes.defaults());
    peer = transport.peer(spec.alias());
    transactions = new TransactionPeer(peer, () -> true);
    ClusterView view = ask(reply -> peer.metadata(List.of("paid"), reply));
    topicId = view.topics().get("paid").id();
    node = view.brokers().get(0).id();
  }

  @AfterAll
  static void stopCluster() {
    transport.close();
    west.close();
  }

  @Test
  void shouldGoOnInAnOpenTransactionWithoutItsFirstProducer() {
    String id = "strait.a";
    coordinator(id);
    assertThat(describe(id).known()).isFalse();
    TransactionProducer first = init(id);

    long base = append(id, first, 0, 2).baseOffset();
    TransactionState open = describe(id);
    assertThat(open.ongoing()).isTrue();
    assertThat(open.producerId()).isEqualTo(first.producerId());
    assertThat(open.epoch()).isEqualTo(first.epoch());
    assertThat(lastSequence(first.producerId())).isEqualTo(1);
    assertThat(append(id, first, 2, 1).baseOffset()).isEqualTo(base + 2);

    TransactionProducer next = end(id, first, true);
    assertThat(next.outcome().ok()).isTrue();
    assertThat(next.epoch()).isGreaterThan(first.epoch());
    awaitEnd(base + 4);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(describe(id).settled()).isTrue());
    assertThat(describe(id).epoch()).isEqualTo(next.epoch());
  }

  @Test
  void shouldRefuseLateRepeatsOnceATransactionHasEnded() {
    String id = "strait.b";
    coordinator(id);
    TransactionProducer first = init(id);
    long base = append(id, first, 0, 1).baseOffset();
    TransactionProducer next = end(id, first, false);
    assertThat(next.outcome()).isEqualTo(Outcome.none());
    awaitEnd(base + 2);

    assertThat(append(id, first, 1, 1).outcome().ok()).isFalse();
    assertThat(append(id, next, 0, 1).baseOffset()).isEqualTo(base + 2);
    assertThat(end(id, first, true).outcome().ok()).isFalse();
    assertThat(describe(id).ongoing()).isTrue();
    assertThat(end(id, next, true).outcome().ok()).isTrue();
    awaitEnd(base + 4);
  }

  private static void coordinator(String id) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                ask((Reply<CoordinatorAt> r) -> transactions.coordinator(node, id, r))
                    .outcome()
                    .ok());
  }

  /** Again while the coordinator is not ready yet. */
  private static TransactionProducer init(String id) {
    List<TransactionProducer> answers = new ArrayList<>();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              answers.clear();
              answers.add(ask(reply -> transactions.init(node, id, TIMEOUT, reply)));
              return answers.get(0).outcome().ok();
            });
    return answers.get(0);
  }

  private static TransactionState describe(String id) {
    return ask(reply -> transactions.describe(node, id, reply));
  }

  private static TransactionProducer end(String id, TransactionProducer who, boolean commit) {
    return ask(reply -> transactions.end(node, id, who.producerId(), who.epoch(), commit, reply));
  }

  /** Again while the coordinator still ends the transaction before. */
  private static ProduceAck append(String id, TransactionProducer who, int sequence, int records) {
    List<ProduceAck> acks = new ArrayList<>();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              acks.clear();
              acks.add(tried(id, who, sequence, records));
              return acks.get(0).outcome().answer() != Answer.TRANSIENT;
            });
    return acks.get(0);
  }

  private static ProduceAck tried(String id, TransactionProducer who, int sequence, int records) {
    SimpleRecord[] content = new SimpleRecord[records];
    for (int i = 0; i < records; i++) {
      content[i] = new SimpleRecord(1L, new byte[] {1}, new byte[] {2});
    }
    ByteBuffer batch = MemoryRecords.withRecords(Compression.NONE, content).buffer();
    BatchHeader.stampTransactional(batch, 0, who.producerId(), who.epoch(), sequence);
    ProduceBatch produce = new ProduceBatch(PARTITION, topicId, batch, 0, batch.limit());
    List<ProduceAck> acks =
        ask(reply -> transactions.produce(node, id, produce, Duration.ofSeconds(5), reply));
    return acks.get(0);
  }

  private static int lastSequence(long producerId) {
    ProducerView view = ask(reply -> peer.producers(node, PARTITION, reply));
    return view.states().stream()
        .filter(state -> state.producerId() == producerId)
        .mapToInt(ProducerView.State::lastSequence)
        .findFirst()
        .orElseThrow();
  }

  private static void awaitEnd(long offset) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        ask((Reply<OffsetAt> reply) ->
                                peer.offset(node, PARTITION, EndKind.LOG_END, reply))
                            .offset())
                    .isEqualTo(offset));
  }

  private static <T> T ask(Consumer<Reply<T>> question) {
    List<T> answers = new ArrayList<>();
    List<WireFailure> failures = new ArrayList<>();
    question.accept(
        new Reply<>() {
          @Override
          public void answered(T value) {
            answers.add(value);
          }

          @Override
          public void failed(WireFailure failure) {
            failures.add(failure);
          }
        });
    while (answers.isEmpty() && failures.isEmpty()) {
      transport.poll(100);
    }
    assertThat(failures).isEmpty();
    return answers.get(0);
  }
}
