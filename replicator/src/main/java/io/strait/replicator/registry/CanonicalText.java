package io.strait.replicator.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is left of a schema's text when everything is taken away that registries change on their
 * own: blanks and the order of keys in Avro and JSON Schema, blanks and comments in Protobuf.
 *
 * <p>Documentation, defaults, aliases and logical types stay, for they are part of the schema. Not
 * guaranteed: that a registry which rewrites Protobuf text more deeply is recognised; it then
 * counts as different.
 */
final class CanonicalText {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SHORT = 16;

  private CanonicalText() {}

  /** The text to compare; one that does not parse stands for itself. */
  static String of(SchemaType type, String text) {
    return type == SchemaType.PROTOBUF ? proto(text) : json(text);
  }

  static String digest(SchemaType type, String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((type + " " + of(type, text)).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, SHORT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String json(String text) {
    try {
      return sorted(JSON.readTree(text)).toString();
    } catch (JsonProcessingException e) {
      return text.strip();
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isArray()) {
      var items = JSON.createArrayNode();
      node.forEach(item -> items.add(sorted(item)));
      return items;
    }
    if (!node.isObject()) {
      return node;
    }
    Map<String, JsonNode> fields = new TreeMap<>();
    node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
    var object = JSON.createObjectNode();
    fields.forEach(object::set);
    return object;
  }

  /** Its words and signs with one blank between, without comments. */
  private static String proto(String text) {
    StringBuilder words = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = tokenEnd(text, at);
      String token = text.substring(at, end);
      if (!token.isBlank() && !token.startsWith("//") && !token.startsWith("/*")) {
        words.append(token).append(' ');
      }
      at = end;
    }
    return words.toString();
  }

  private static int tokenEnd(String text, int at) {
    char c = text.charAt(at);
    if (text.startsWith("//", at)) {
      return orEnd(text, text.indexOf('\n', at), 0);
    }
    if (text.startsWith("/*", at)) {
      return orEnd(text, text.indexOf("*/", at + 2), 2);
    }
    if (c == '"' || c == '\'') {
      return quotedEnd(text, at);
    }
    int end = at + 1;
    while (isWord(c) && end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int quotedEnd(String text, int at) {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != text.charAt(at)) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), end + 1);
  }

  private static int orEnd(String text, int found, int more) {
    return found < 0 ? text.length() : found + more;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '+';
  }
}
