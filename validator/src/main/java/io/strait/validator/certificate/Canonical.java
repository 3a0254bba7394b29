package io.strait.validator.certificate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One sequence of bytes for one JSON tree: keys in the order of their UTF-16 code units, no blanks,
 * strings escaped as Jackson does, UTF-8. Numbers are integers of at most 64 bits; others are
 * refused, because their written form is not unique.
 */
final class Canonical {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Canonical() {}

  static byte[] bytes(JsonNode tree) {
    StringBuilder text = new StringBuilder();
    write(tree, text);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonNode node, StringBuilder text) {
    if (node.isObject()) {
      object(node, text);
    } else if (node.isArray()) {
      text.append('[');
      for (int i = 0; i < node.size(); i++) {
        text.append(i == 0 ? "" : ",");
        write(node.get(i), text);
      }
      text.append(']');
    } else if (node.isTextual()) {
      text.append(quoted(node.asText()));
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      text.append(node.asLong());
    } else if (node.isBoolean() || node.isNull()) {
      text.append(node.asText());
    } else {
      throw CertificateException.unusable(
          "the certificate holds " + node + ", which has no canonical form");
    }
  }

  private static void object(JsonNode node, StringBuilder text) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    Collections.sort(names);
    text.append('{');
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : ",").append(quoted(names.get(i))).append(':');
      write(node.get(names.get(i)), text);
    }
    text.append('}');
  }

  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text could not be written as JSON", e);
    }
  }
}
