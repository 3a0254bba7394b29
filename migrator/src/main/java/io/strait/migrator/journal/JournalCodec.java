package io.strait.migrator.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The entry's JSON: one line, fields in the order of {@link JournalEntry}, object keys inside
 * {@code data} sorted, so that equal entries have equal bytes. The shape is frozen by a test; a
 * change needs a new version.
 */
public final class JournalCodec {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> FIELDS =
      new TreeSet<>(
          List.of(
              "v",
              "migration",
              "index",
              "epoch",
              "at",
              "kind",
              "state",
              "step",
              "data",
              "prev",
              "hash"));

  private JournalCodec() {}

  /** An empty object for evidence. */
  public static ObjectNode data() {
    return JSON.createObjectNode();
  }

  /** Gives a draft its place in the chain. */
  public static JournalEntry chained(
      Draft draft, String migration, long index, long epoch, Instant at, String prev) {
    JournalEntry open =
        new JournalEntry(
            JournalEntry.VERSION,
            migration,
            index,
            epoch,
            at.truncatedTo(ChronoUnit.MILLIS),
            draft.kind(),
            draft.state(),
            draft.step(),
            draft.data(),
            prev,
            "");
    return withHash(open, hash(open));
  }

  /** The hash the entry ought to have. */
  public static String hash(JournalEntry entry) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(entry.prev().getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes(canonical(entry)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256, which every JDK must have", e);
    }
  }

  /** The entry as one line of JSON, without a line end. */
  public static byte[] encode(JournalEntry entry) {
    return bytes(canonical(entry).put("hash", entry.hash()));
  }

  /**
   * Reads an entry; does not check its hash.
   *
   * @param where completes the error, for example the topic and offset
   * @throws JournalException for anything this release does not know exactly
   */
  public static JournalEntry decode(byte[] line, String where) {
    try {
      JsonNode node = JSON.readTree(line);
      if (!(node instanceof ObjectNode object)) {
        throw refused(where, "not a JSON object");
      }
      int version = object.path("v").asInt(-1);
      if (version != JournalEntry.VERSION) {
        throw refused(where, "version '" + object.path("v").asText() + "' is not known here");
      }
      Set<String> names = new TreeSet<>();
      object.fieldNames().forEachRemaining(names::add);
      if (!names.equals(FIELDS)) {
        throw refused(where, "fields are " + names + " instead of " + FIELDS);
      }
      return entry(object, where);
    } catch (java.io.IOException e) {
      throw refused(where, "not readable as JSON");
    }
  }

  private static JournalEntry entry(ObjectNode object, String where) {
    String kind = object.get("kind").asText();
    if (Arrays.stream(EntryKind.values()).noneMatch(known -> known.name().equals(kind))) {
      throw refused(where, "kind '" + kind + "' is not known here");
    }
    if (!(object.get("data") instanceof ObjectNode data)) {
      throw refused(where, "data is not an object");
    }
    try {
      return new JournalEntry(
          JournalEntry.VERSION,
          object.get("migration").asText(),
          object.get("index").asLong(),
          object.get("epoch").asLong(),
          Instant.parse(object.get("at").asText()),
          EntryKind.valueOf(kind),
          object.get("state").asText(),
          object.get("step").asText(),
          data,
          object.get("prev").asText(),
          object.get("hash").asText());
    } catch (DateTimeException e) {
      throw refused(where, "at '" + object.get("at").asText() + "' is not an instant");
    }
  }

  private static JournalException refused(String where, String what) {
    return new JournalException(
        "journal entry at "
            + where
            + " is refused: "
            + what
            + "; a newer Strait may have written it, or it was tampered with: run the version that"
            + " wrote it, or examine the topic with 'strait journal'");
  }

  private static JournalEntry withHash(JournalEntry entry, String hash) {
    return new JournalEntry(
        entry.v(),
        entry.migration(),
        entry.index(),
        entry.epoch(),
        entry.at(),
        entry.kind(),
        entry.state(),
        entry.step(),
        entry.data(),
        entry.prev(),
        hash);
  }

  private static ObjectNode canonical(JournalEntry entry) {
    ObjectNode object = JSON.createObjectNode();
    object.put("v", entry.v());
    object.put("migration", entry.migration());
    object.put("index", entry.index());
    object.put("epoch", entry.epoch());
    object.put("at", entry.at().toString());
    object.put("kind", entry.kind().name());
    object.put("state", entry.state());
    object.put("step", entry.step());
    object.set("data", sorted(entry.data()));
    object.put("prev", entry.prev());
    return object;
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isArray()) {
      var array = JSON.createArrayNode();
      node.forEach(element -> array.add(sorted(element)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    Collections.sort(names);
    ObjectNode object = JSON.createObjectNode();
    names.forEach(name -> object.set(name, sorted(node.get(name))));
    return object;
  }

  private static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }
}
