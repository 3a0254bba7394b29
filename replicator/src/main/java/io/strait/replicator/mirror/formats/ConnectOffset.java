package io.strait.replicator.mirror.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Under what Kafka Connect keeps how far MirrorMaker 2's source connector has copied a partition.
 *
 * @param connector the connector's name; {@code MirrorSourceConnector} in dedicated mode
 * @param cluster the source's alias
 * @param source the partition on the source
 */
public record ConnectOffset(String connector, String cluster, TopicPartition source) {
  /** The connector's name where nobody gave it one. */
  public static final String DEDICATED = "MirrorSourceConnector";

  private static final ObjectMapper JSON = new JsonMapper();

  /** The key, byte by byte as Connect's converter writes it: a worker looks for these bytes. */
  public byte[] key() {
    ArrayNode key = JsonNodeFactory.instance.arrayNode();
    key.add(connector);
    ObjectNode partition = key.addObject();
    partition.put("cluster", cluster);
    partition.put("partition", source.partition());
    partition.put("topic", source.topic());
    return key.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The value that says: this is the last record that was copied. */
  public static byte[] value(long last) {
    return ("{\"offset\":" + last + "}").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a key; empty if it is none of a mirror source's. */
  public static Optional<ConnectOffset> of(byte[] key) {
    try {
      JsonNode tree = JSON.readTree(key);
      JsonNode partition = tree.path(1);
      boolean fits =
          tree.isArray()
              && tree.path(0).isTextual()
              && partition.path("cluster").isTextual()
              && partition.path("topic").isTextual()
              && partition.path("partition").isInt();
      return fits
          ? Optional.of(
              new ConnectOffset(
                  tree.path(0).asText(),
                  partition.path("cluster").asText(),
                  new TopicPartition(
                      partition.path("topic").asText(), partition.path("partition").asInt())))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads a value; empty if it names no offset. */
  public static Optional<Long> last(byte[] value) {
    try {
      JsonNode offset = JSON.readTree(value).path("offset");
      return offset.isIntegralNumber() ? Optional.of(offset.asLong()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
