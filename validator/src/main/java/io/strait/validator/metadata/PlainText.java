package io.strait.validator.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Schemas without what registries change of themselves: blanks, and the order of members. Pure. */
final class PlainText {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private PlainText() {}

  static String of(String type, String text) {
    return type.equals("PROTOBUF") ? protobuf(text) : json(text);
  }

  private static String json(String text) {
    try {
      return JSON.writeValueAsString(JSON.readValue(text, Object.class));
    } catch (JsonProcessingException e) {
      return text.strip();
    }
  }

  private static String protobuf(String text) {
    return text.replaceAll("(?s)/\\*.*?\\*/", " ")
        .replaceAll("//[^\\n]*", " ")
        .replaceAll("\\s+", " ")
        .replaceAll("\\s*([{}\\[\\]();=,<>])\\s*", "$1")
        .strip();
  }
}
