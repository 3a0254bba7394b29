package io.strait.replicator.mirror.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.mirror.Checkpoint;
import org.apache.kafka.connect.mirror.Heartbeat;
import org.apache.kafka.connect.mirror.OffsetSync;
import org.junit.jupiter.api.Test;

class MirrorFormatsTest {
  private static final TopicPartition MIRROR = new TopicPartition("a.örders", 7);

  @Test
  void shouldWriteCheckpointsThatMirrorMaker2Reads() {
    Checkpoint read =
        Checkpoint.deserializeRecord(
            stored(MirrorRecord.checkpoint("billing", MIRROR, 1L << 40, 12, "m")));

    assertThat(read).isEqualTo(new Checkpoint("billing", MIRROR, 1L << 40, 12, "m"));
  }

  @Test
  void shouldWriteHeartbeatsThatMirrorMaker2Reads() {
    Heartbeat read =
        Heartbeat.deserializeRecord(stored(MirrorRecord.heartbeat("A", "B", 1_700_000_000_000L)));

    assertThat(read.sourceClusterAlias()).isEqualTo("A");
    assertThat(read.targetClusterAlias()).isEqualTo("B");
    assertThat(read.timestamp()).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void shouldWriteAndReadOffsetSyncsLikeMirrorMaker2() {
    MirrorRecord.Sync sync = new MirrorRecord.Sync(MIRROR, 99, 3);
    MirrorRecord written = MirrorRecord.offsetSync(sync);

    assertThat(OffsetSync.deserializeRecord(stored(written)))
        .isEqualTo(new OffsetSync(MIRROR, 99, 3));
    assertThat(MirrorRecord.Sync.of(written.key(), written.value())).contains(sync);
    assertThat(MirrorRecord.Sync.of(new byte[] {0}, new byte[0])).isEmpty();
  }

  @Test
  void shouldWriteKeysOfOffsetsByteByByteAsConnectDoes() {
    Map<String, Object> partition = new java.util.HashMap<>();
    partition.put("topic", "orders");
    partition.put("partition", 3);
    partition.put("cluster", "A");
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false"), true);
      byte[] connects =
          converter.fromConnectData("", null, List.of("MirrorSourceConnector", partition));

      ConnectOffset mine =
          new ConnectOffset(ConnectOffset.DEDICATED, "A", new TopicPartition("orders", 3));
      assertThat(new String(mine.key(), StandardCharsets.UTF_8))
          .isEqualTo(new String(connects, StandardCharsets.UTF_8));
      assertThat(ConnectOffset.of(connects)).contains(mine);
      assertThat(ConnectOffset.value(41))
          .isEqualTo(converter.fromConnectData("", null, Map.of("offset", 41L)));
      assertThat(ConnectOffset.last(ConnectOffset.value(41))).contains(41L);
    }
  }

  @Test
  void shouldPassOverKeysOfOtherConnectors() {
    byte[] other =
        "[\"MirrorCheckpointConnector\",{\"group\":\"g\"}]".getBytes(StandardCharsets.UTF_8);
    assertThat(ConnectOffset.of(other)).isEmpty();
    assertThat(ConnectOffset.of("no json".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(ConnectOffset.last("{}".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> stored(MirrorRecord record) {
    return new ConsumerRecord<>("any", 0, 0, record.key(), record.value());
  }
}
