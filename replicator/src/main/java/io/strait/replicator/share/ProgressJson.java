package io.strait.replicator.share;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.progress.CopyCounts;
import io.strait.replicator.progress.Guard;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition's progress as one process tells another; the counts of special cases stay with the
 * owner.
 */
final class ProgressJson {
  private ProgressJson() {}

  static ObjectNode of(ObjectMapper mapper, PartitionProgress one) {
    ObjectNode node = mapper.createObjectNode();
    node.put("topic", one.source().topic()).put("partition", one.source().partition());
    if (!one.target().topic().equals(one.source().topic())) {
      node.put("target", one.target().topic());
    }
    node.put("state", one.state().name())
        .put("mode", one.mode().name())
        .put("why", one.modeReason())
        .put("guard", one.guard().name())
        .put("start", one.sourceLogStart())
        .put("end", one.sourceLogEnd())
        .put("to", one.copiedTo())
        .put("target_end", one.targetEnd())
        .put("records", one.recordsCopied())
        .put("bytes", one.bytesCopied())
        .put("delay", one.delayMillis());
    one.problem().ifPresent(problem -> node.put("problem", problem));
    return node;
  }

  /** Throws {@link IllegalArgumentException} for a state, mode or guard that is not known here. */
  static PartitionProgress read(JsonNode node) {
    TopicPartition source =
        new TopicPartition(node.path("topic").asText(), node.path("partition").asInt());
    String target = node.path("target").asText(source.topic());
    return new PartitionProgress(
        source,
        new TopicPartition(target, source.partition()),
        PartitionState.valueOf(node.path("state").asText()),
        OffsetMode.valueOf(node.path("mode").asText()),
        node.path("why").asText(),
        Guard.valueOf(node.path("guard").asText()),
        node.path("start").asLong(-1),
        node.path("end").asLong(-1),
        node.path("to").asLong(-1),
        node.path("target_end").asLong(-1),
        node.path("records").asLong(),
        node.path("bytes").asLong(),
        node.path("delay").asLong(-1),
        CopyCounts.none(),
        Optional.ofNullable(node.get("problem")).map(JsonNode::asText));
  }
}
