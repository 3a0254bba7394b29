package io.strait.validator.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.FindingCode;
import io.strait.validator.digest.Digest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Entries as JSON: one object per entry with {@code v} (the version of the shape, 1), {@code kind}
 * and the entry's own fields. Offsets, counts and times (milliseconds since the epoch) are numbers;
 * digests are hexadecimal. Equal entries make equal texts.
 */
public final class AuditJson {
  /** The version of the shape. */
  public static final int VERSION = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditJson() {}

  /** The entry as one line. */
  public static String text(AuditEntry entry) {
    try {
      return JSON.writeValueAsString(tree(entry));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot be written", e);
    }
  }

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException if it is none, or of another version
   */
  public static AuditEntry entry(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      if (tree.path("v").asInt() != VERSION) {
        throw new IllegalArgumentException(
            "audit entry of version "
                + tree.path("v")
                + ", but this Strait reads version "
                + VERSION
                + "; use the Strait that wrote it, or a later one: "
                + text);
      }
      return entry(tree.path("kind").asText(), tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an audit entry: " + text, e);
    }
  }

  /** The entry as a tree. */
  public static ObjectNode tree(AuditEntry entry) {
    ObjectNode json = JSON.createObjectNode().put("v", VERSION);
    if (entry instanceof AuditOwner owner) {
      json.put("kind", "owner").put("epoch", owner.epoch()).put("seed", hex(owner.seed()));
    } else if (entry instanceof AuditLook look) {
      json.put("kind", "look").put("at", look.at()).put("stale_after", look.staleAfter());
      look.problems().forEach(json.putArray("problems")::add);
      json.put("uncovered_partitions", look.uncovered().partitions());
      json.put("uncovered_offsets", look.uncovered().offsets());
    } else if (entry instanceof PartitionPosition position) {
      put(json.put("kind", "position"), position);
    } else if (entry instanceof SealedRange range) {
      put(json.put("kind", "range"), range);
    } else if (entry instanceof EventWindow window) {
      put(json.put("kind", "window"), window.key());
      json.put("state", window.state().name()).put("revision", window.revision());
      put(json, window.tally());
    } else if (entry instanceof TopicTime time) {
      json.put("kind", "time").put("topic", time.topic());
      json.put("watermark", time.watermark()).put("kept_from", time.keptFrom());
    } else if (entry instanceof AuditFinding finding) {
      put(json.put("kind", "finding"), finding);
    }
    return json;
  }

  private static AuditEntry entry(String kind, JsonNode json) {
    return switch (kind) {
      case "owner" -> new AuditOwner(json.path("epoch").asLong(), number(json.path("seed")));
      case "look" -> look(json);
      case "position" -> position(json);
      case "range" -> range(json);
      case "window" ->
          new EventWindow(
              window(json),
              EventWindow.State.valueOf(json.path("state").asText()),
              json.path("revision").asInt(),
              tally(json));
      case "time" ->
          new TopicTime(
              json.path("topic").asText(),
              json.path("watermark").asLong(),
              json.path("kept_from").asLong());
      case "finding" -> finding(json);
      default -> throw new IllegalArgumentException("audit entry of unknown kind: " + json);
    };
  }

  private static AuditLook look(JsonNode json) {
    List<String> problems = new ArrayList<>();
    json.path("problems").forEach(problem -> problems.add(problem.asText()));
    return new AuditLook(
        json.path("at").asLong(),
        json.path("stale_after").asLong(),
        problems,
        new Uncovered(
            json.path("uncovered_partitions").asLong(), json.path("uncovered_offsets").asLong()));
  }

  private static void put(ObjectNode json, PartitionPosition one) {
    place(json, one.topic(), one.partition());
    json.put("topic_id", one.topicId()).put("from", one.from()).put("sealed_to", one.sealedTo());
    json.put("target_to", one.targetTo()).put("kept_from", one.keptFrom()).put("at", one.at());
    json.put("newest", one.clock().newest());
    ArrayNode lateness = json.putArray("lateness");
    one.clock().lateness().forEach(lateness::add);
    ObjectNode offsets = json.putObject("offsets");
    new TreeMap<>(one.totals().offsets())
        .forEach((state, count) -> offsets.put(state.name(), count));
    json.put("records", one.totals().records());
    json.put("suspected", one.totals().suspected()).put("cleared", one.totals().cleared());
    json.put("target_id", one.footings().targetId());
    put(json.putObject("source_last"), one.footings().source());
    put(json.putObject("target_last"), one.footings().target());
  }

  private static void put(ObjectNode json, Footing one) {
    json.put("epoch", one.epoch()).put("offset", one.offset()).put("print", hex(one.print()));
  }

  /** Nothing is known where an earlier Strait kept none. */
  private static Footing footing(JsonNode json) {
    return json.isMissingNode()
        ? Footing.NONE
        : new Footing(
            json.path("epoch").asInt(-1),
            json.path("offset").asLong(-1),
            number(json.path("print")));
  }

  private static PartitionPosition position(JsonNode json) {
    List<Long> lateness = new ArrayList<>();
    json.path("lateness").forEach(count -> lateness.add(count.asLong()));
    Map<SealedRange.State, Long> offsets = new EnumMap<>(SealedRange.State.class);
    json.path("offsets")
        .properties()
        .forEach(
            field ->
                offsets.put(SealedRange.State.valueOf(field.getKey()), field.getValue().asLong()));
    return new PartitionPosition(
        topic(json),
        json.path("partition").asInt(),
        json.path("topic_id").asText(),
        json.path("from").asLong(),
        json.path("sealed_to").asLong(),
        json.path("target_to").asLong(),
        new EventClock(json.path("newest").asLong(), lateness),
        new AuditTotals(
            offsets,
            json.path("records").asLong(),
            json.path("suspected").asLong(),
            json.path("cleared").asLong()),
        json.path("kept_from").asLong(),
        json.path("at").asLong(),
        new Footings(
            json.path("target_id").asText(),
            footing(json.path("source_last")),
            footing(json.path("target_last"))));
  }

  private static void put(ObjectNode json, SealedRange one) {
    json.put("topic", one.partition().topic()).put("partition", one.partition().partition());
    put(json, one.range());
    json.put("target_from", one.targetFrom()).put("target_to", one.targetTo());
    json.put("anchored", one.anchored()).put("state", one.state().name()).put("at", one.at());
    json.put("attempts", one.attempts()).put("why", one.why());
    put(json.putObject("source"), one.source());
    put(json.putObject("target"), one.target());
    ArrayNode shares = json.putArray("shares");
    new TreeMap<>(one.shares())
        .forEach(
            (key, tally) -> {
              ObjectNode share = shares.addObject();
              put(share, key);
              put(share, tally);
            });
  }

  private static SealedRange range(JsonNode json) {
    Map<WindowKey, WindowTally> shares = new HashMap<>();
    json.path("shares").forEach(share -> shares.put(window(share), tally(share)));
    return new SealedRange(
        new TopicPartition(json.path("topic").asText(), json.path("partition").asInt()),
        offsets(json),
        json.path("target_from").asLong(),
        json.path("anchored").asBoolean(),
        json.path("target_to").asLong(),
        SealedRange.State.valueOf(json.path("state").asText()),
        digest(json.path("source")),
        digest(json.path("target")),
        json.path("at").asLong(),
        json.path("attempts").asInt(),
        json.path("why").asText(),
        shares);
  }

  private static void put(ObjectNode json, AuditFinding one) {
    place(json, one.topic(), one.partition());
    json.put("code", one.code().name()).put("diverges_at", one.divergesAt());
    one.sourceOffset().ifPresent(offset -> json.put("source_offset", offset));
    one.targetOffset().ifPresent(offset -> json.put("target_offset", offset));
    put(json, one.range());
    json.put("count", one.count()).put("evidence", one.evidence()).put("at", one.at());
  }

  private static AuditFinding finding(JsonNode json) {
    return new AuditFinding(
        FindingCode.valueOf(json.path("code").asText()),
        topic(json),
        json.path("partition").asInt(),
        json.path("diverges_at").asLong(),
        offset(json.path("source_offset")),
        offset(json.path("target_offset")),
        offsets(json),
        json.path("count").asLong(),
        json.path("evidence").asText(),
        json.path("at").asLong());
  }

  private static void place(ObjectNode json, TopicMapping topic, int partition) {
    json.put("topic", topic.source()).put("target_topic", topic.target());
    json.put("partition", partition);
  }

  private static TopicMapping topic(JsonNode json) {
    return new TopicMapping(json.path("topic").asText(), json.path("target_topic").asText());
  }

  private static void put(ObjectNode json, OffsetRange range) {
    json.put("from", range.from()).put("to", range.to());
  }

  private static OffsetRange offsets(JsonNode json) {
    return new OffsetRange(json.path("from").asLong(), json.path("to").asLong());
  }

  private static OptionalLong offset(JsonNode json) {
    return json.isNumber() ? OptionalLong.of(json.asLong()) : OptionalLong.empty();
  }

  private static void put(ObjectNode json, WindowKey key) {
    json.put("topic", key.topic()).put("window", key.kind().name());
    json.put("start", key.start()).put("end", key.end());
  }

  private static WindowKey window(JsonNode json) {
    return new WindowKey(
        json.path("topic").asText(),
        WindowKey.Kind.valueOf(json.path("window").asText()),
        json.path("start").asLong(),
        json.path("end").asLong());
  }

  private static void put(ObjectNode json, WindowTally tally) {
    json.put("source_records", tally.source().records());
    json.put("source_sum", hex(tally.source().sum()));
    json.put("target_records", tally.target().records());
    json.put("target_sum", hex(tally.target().sum()));
  }

  private static WindowTally tally(JsonNode json) {
    return new WindowTally(
        new SideTally(json.path("source_records").asLong(), number(json.path("source_sum"))),
        new SideTally(json.path("target_records").asLong(), number(json.path("target_sum"))));
  }

  private static void put(ObjectNode json, Digest digest) {
    json.put("count", digest.count()).put("sum", hex(digest.sum()));
    json.put("content", hex(digest.content())).put("headers", hex(digest.headers()));
    json.put("timestamps", hex(digest.timestamps())).put("offsets", hex(digest.offsets()));
  }

  private static Digest digest(JsonNode json) {
    return new Digest(
        json.path("count").asLong(),
        number(json.path("sum")),
        number(json.path("content")),
        number(json.path("headers")),
        number(json.path("timestamps")),
        number(json.path("offsets")));
  }

  private static String hex(long value) {
    return String.format("%016x", value);
  }

  private static long number(JsonNode hex) {
    return Long.parseUnsignedLong(hex.asText(), 16);
  }
}
