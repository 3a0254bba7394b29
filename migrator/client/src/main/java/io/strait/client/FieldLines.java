package io.strait.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The written form of the route protocol: UTF-8 lines {@code name=value}, the first one {@code
 * v=1}, no escapes. A version has exactly its fields; a new field needs a new version.
 */
final class FieldLines {
  static final String VERSION = "1";

  private FieldLines() {}

  /** The version line and then the fields, in the map's order. */
  static byte[] written(Map<String, String> fields) {
    StringBuilder text = new StringBuilder("v=").append(VERSION).append('\n');
    fields.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The fields of version 1.
   *
   * @throws IllegalArgumentException for another version, for a line that is not {@code
   *     name=value}, and for a field that is missing, unknown or there twice
   */
  static Map<String, String> read(String what, byte[] bytes, Set<String> names) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : text(what, bytes).split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(what + ": line '" + line + "' is not name=value");
      }
      if (fields.put(line.substring(0, equals), line.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(what + ": line '" + line + "' repeats its field");
      }
    }
    checkVersion(what, fields.remove("v"));
    if (!fields.keySet().equals(names)) {
      throw new IllegalArgumentException(
          what + ": has the fields " + fields.keySet() + " but version 1 has exactly " + names);
    }
    return fields;
  }

  static long number(String what, String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          what + ": field '" + name + "' is '" + value + "', which is not a whole number", e);
    }
  }

  private static void checkVersion(String what, String version) {
    if (!VERSION.equals(version)) {
      throw new IllegalArgumentException(
          what
              + ": version '"
              + version
              + "' is not known here, only '1'; upgrade the strait client of this application");
    }
  }

  private static String text(String what, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          what + ": " + bytes.length + " bytes that are not UTF-8 text", e);
    }
  }
}
