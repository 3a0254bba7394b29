package io.strait.migrator.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/** A command as JSON: {@code {"v":1,"id":..,"command":"switch","wave":..,"at":..,"by":..}}. */
final class CommandCodec {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  private CommandCodec() {}

  static byte[] encode(Command command) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("v", VERSION)
            .put("id", command.id())
            .put("command", command.kind().word())
            .put("wave", command.wave())
            .put("at", command.at().toString())
            .put("by", command.by());
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  /**
   * Reads a command.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Command decode(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json.path("v").asInt() != VERSION) {
        throw new IllegalArgumentException(
            "command version '" + json.path("v").asText() + "' is not known here, only 1");
      }
      String word = json.path("command").asText();
      CommandKind kind =
          Arrays.stream(CommandKind.values())
              .filter(one -> one.word().equals(word))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("command '" + word + "' is not known here"));
      return new Command(
          json.path("id").asText(),
          kind,
          json.path("wave").asText(),
          Instant.parse(json.path("at").asText()),
          json.path("by").asText());
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("command is not readable: " + e.getMessage(), e);
    }
  }
}
