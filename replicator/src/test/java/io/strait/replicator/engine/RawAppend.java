package io.strait.replicator.engine;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.ClusterView;
import io.strait.replicator.wire.FramePool;
import io.strait.replicator.wire.Peer;
import io.strait.replicator.wire.PlainBatch;
import io.strait.replicator.wire.PlainRecord;
import io.strait.replicator.wire.ProduceAck;
import io.strait.replicator.wire.ProduceBatch;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.Transport;
import io.strait.replicator.wire.WireFailure;
import io.strait.replicator.wire.WireTimes;
import io.strait.sandbox.KafkaCluster;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Appends under any producer id and sequence, as no producer would. */
final class RawAppend {
  private RawAppend() {}

  /** One record to a topic with one partition on a plain cluster; it must be accepted. */
  static void one(KafkaCluster cluster, String topic, PlainRecord content, long id, int sequence) {
    ClusterSpec spec =
        new ClusterSpec(new ClusterAlias(cluster.alias()), cluster.bootstrap(), Map.of());
    try (Transport transport =
        new Transport("test", List.of(spec), new FramePool(1 << 20), WireTimes.defaults())) {
      Peer peer = transport.peer(spec.alias());
      ClusterView view = ask(transport, reply -> peer.metadata(List.of(topic), reply));
      ByteBuffer batch = PlainBatch.of(List.of(content));
      BatchHeader.stamp(batch, 0, id, (short) 0, sequence);
      ProduceBatch produce =
          new ProduceBatch(
              new TopicPartition(topic, 0),
              view.topics().get(topic).id(),
              batch,
              0,
              batch.remaining());
      int node = view.topics().get(topic).leaders().get(0).node();
      List<ProduceAck> acks =
          ask(
              transport,
              reply ->
                  peer.produce(
                      node, 0, List.of(produce), Duration.ofSeconds(5), () -> true, reply));
      if (!acks.get(0).outcome().ok()) {
        throw new AssertionError(topic + ": " + acks.get(0).outcome().text());
      }
    }
  }

  private static <T> T ask(Transport transport, Consumer<Reply<T>> question) {
    List<T> got = new ArrayList<>();
    question.accept(
        new Reply<>() {
          @Override
          public void answered(T value) {
            got.add(value);
          }

          @Override
          public void failed(WireFailure failure) {
            throw new AssertionError(failure.toString());
          }
        });
    while (got.isEmpty()) {
      transport.poll(100);
    }
    return got.get(0);
  }
}
