package io.strait.replicator.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.topology.LinkName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * A link's gap ledger, kept on its target in the compacted topic {@code strait.gaps.<link>}: one
 * record per range, under a key that a repeat after a crash meets again.
 *
 * <p>The engine writes it; everybody may read it.
 */
public final class GapLedger {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Comparator<Gap> ORDER =
      Comparator.comparing((Gap gap) -> gap.source().topic())
          .thenComparing(gap -> gap.source().partition())
          .thenComparing(Gap::at)
          .thenComparing(Gap::from);

  private GapLedger() {}

  /** Name of the topic that holds a link's ledger. */
  public static String topic(LinkName link) {
    return InternalTopic.GAPS.of(link);
  }

  /**
   * All entries of a link, by topic, partition and time; the topic must exist.
   *
   * @throws io.strait.replicator.cluster.ClusterException if it cannot be read
   * @throws IllegalStateException if a later release wrote to it
   */
  public static List<Gap> read(Cluster target, LinkName link) {
    Entries entries = new Entries();
    WholeTopic.read(target, InternalTopic.GAPS.partitionOf(link), entries);
    return gaps(entries.latest());
  }

  /** Takes the topic's records in order; the last of each key counts. One thread. */
  static final class Entries implements Consumer<ConsumerRecord<byte[], byte[]>> {
    private final Map<String, byte[]> last = new TreeMap<>();

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> entry) {
      String key = new String(entry.key(), StandardCharsets.UTF_8);
      if (entry.value() == null) {
        last.remove(key);
      } else {
        last.put(key, entry.value());
      }
    }

    /** The topic's records by key, without those that are taken back. */
    Map<String, byte[]> latest() {
      return last;
    }
  }

  /** The entries among them, by topic, partition and time. */
  static List<Gap> gaps(Map<String, byte[]> latest) {
    return latest.entrySet().stream()
        .filter(entry -> !CaughtUp.isKey(entry.getKey()))
        .map(entry -> decode(entry.getValue()))
        .sorted(ORDER)
        .toList();
  }

  /** The same for a link that may never have run. */
  public static List<Gap> readIfAny(Cluster target, LinkName link) {
    boolean present =
        target.await("listing topics", target.admin().listTopics().names()).contains(topic(link));
    return present ? read(target, link) : List.of();
  }

  static Map<TopicPartition, List<Gap>> byMirror(List<Gap> gaps) {
    return new HashMap<>(gaps.stream().collect(Collectors.groupingBy(Gap::target)));
  }

  /** The same range noticed again has the same key; its end may have moved on. */
  static byte[] key(Gap gap) {
    String key =
        String.join(
            " ",
            gap.cause().name(),
            gap.source().toString(),
            gap.sourceTopicId().toString(),
            Long.toString(gap.from()));
    return key.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] encode(Gap gap) {
    ObjectNode node = JSON.createObjectNode();
    node.put("v", VERSION);
    node.put("source_topic", gap.source().topic());
    node.put("source_partition", gap.source().partition());
    node.put("source_topic_id", gap.sourceTopicId().toString());
    node.put("target_topic", gap.target().topic());
    node.put("target_partition", gap.target().partition());
    node.put("from", gap.from());
    node.put("to", gap.to());
    node.put("cause", gap.cause().name());
    node.put("at", gap.at().toString());
    node.put("detail", gap.detail());
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Gap decode(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      if (node.path("v").asInt() != VERSION) {
        throw new IllegalStateException(
            "a gap ledger entry has version "
                + node.path("v")
                + " but this release knows "
                + VERSION
                + "; use the release that wrote it");
      }
      return new Gap(
          new TopicPartition(
              node.path("source_topic").asText(), node.path("source_partition").asInt()),
          new TopicPartition(
              node.path("target_topic").asText(), node.path("target_partition").asInt()),
          Uuid.fromString(node.path("source_topic_id").asText()),
          node.path("from").asLong(),
          node.path("to").asLong(),
          GapCause.valueOf(node.path("cause").asText()),
          Instant.parse(node.path("at").asText()),
          node.path("detail").asText());
    } catch (IOException | RuntimeException e) {
      throw e instanceof IllegalStateException known
          ? known
          : new IllegalStateException("a gap ledger entry cannot be read: " + e.getMessage(), e);
    }
  }
}
