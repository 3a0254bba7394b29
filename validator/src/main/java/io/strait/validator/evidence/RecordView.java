package io.strait.validator.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A record as JSON: its metadata, and its bytes as hex and, where they can be read, as text. */
final class RecordView {
  /** Bytes of a field that are shown at most. */
  static final int MOST_BYTES = 16_384;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private RecordView() {}

  /** Everything about a record. */
  static ObjectNode whole(LogRecord record) {
    ObjectNode node = brief(record);
    field(node.putObject("key"), record.key());
    field(node.putObject("value"), record.value());
    ArrayNode headers = node.putArray("headers");
    for (HeaderField header : record.headers()) {
      ObjectNode one = headers.addObject().put("name", header.name());
      field(one.putObject("value"), header.value());
    }
    return node;
  }

  /** Its place, time and sizes. */
  static ObjectNode brief(LogRecord record) {
    ObjectNode node = JSON.createObjectNode();
    node.put("offset", record.offset());
    node.put("timestamp", record.timestamp());
    node.put("time", time(record.timestamp()));
    node.put("timestamp_type", record.stamped() ? "LogAppendTime" : "CreateTime");
    node.put("key_bytes", record.key() == null ? -1 : record.key().length);
    node.put("value_bytes", record.value() == null ? -1 : record.value().length);
    node.put("header_count", record.headers().size());
    return node;
  }

  private static String time(long millis) {
    try {
      return Instant.ofEpochMilli(millis).toString();
    } catch (DateTimeException e) {
      return "out of range";
    }
  }

  private static void field(ObjectNode node, byte[] bytes) {
    if (bytes == null) {
      node.put("absent", true);
      return;
    }
    byte[] shown = Arrays.copyOf(bytes, Math.min(bytes.length, MOST_BYTES));
    node.put("bytes", bytes.length);
    node.put("cut", shown.length < bytes.length);
    node.put("hex", HexFormat.of().formatHex(shown));
    if (shown.length == bytes.length) {
      text(bytes).ifPresent(text -> readable(node, text));
    }
  }

  private static void readable(ObjectNode node, String text) {
    node.put("text", text);
    try {
      JsonNode parsed = JSON.readTree(text);
      if (parsed != null && parsed.isContainerNode()) {
        node.set("json", parsed);
      }
    } catch (JsonProcessingException e) {
      // Not JSON: the text says all there is.
    }
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
