package io.strait.validator.agent;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a JSON object strictly: every field has a type and a range, and none may be left over. */
final class Fields {
  static final ObjectMapper JSON =
      JsonMapper.builder(
              new com.fasterxml.jackson.core.JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxNumberLength(20)
                          .maxStringLength(65_536)
                          .build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode node;
  private final Set<String> asked = new HashSet<>();

  private Fields(JsonNode node) {
    this.node = node;
  }

  /**
   * The object in these bytes.
   *
   * @throws BadQuestion if they are something else
   */
  static Fields of(byte[] body) {
    try {
      return of(JSON.readTree(body));
    } catch (IOException e) {
      throw new BadQuestion("this is not a JSON object: " + e.getClass().getSimpleName());
    }
  }

  static Fields of(JsonNode node) {
    if (node == null || !node.isObject()) {
      throw new BadQuestion("a JSON object is needed");
    }
    return new Fields(node);
  }

  long number(String name, long least, long most) {
    JsonNode value = field(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new BadQuestion("'" + name + "' must be a whole number");
    }
    long number = value.asLong();
    if (number < least || number > most) {
      throw new BadQuestion(
          "'" + name + "' is " + number + ", but must be " + least + " to " + most);
    }
    return number;
  }

  /** Whether there is a field of that name. */
  boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** The object of that name, if there is one. */
  Optional<Fields> maybe(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  boolean flag(String name) {
    JsonNode value = field(name);
    if (!value.isBoolean()) {
      throw new BadQuestion("'" + name + "' must be true or false");
    }
    return value.asBoolean();
  }

  String text(String name, int longest) {
    return text(name, field(name), longest);
  }

  List<String> texts(String name, int most, int longest) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(name, most)) {
      texts.add(text(name, item, longest));
    }
    return texts;
  }

  List<Long> numbers(String name, int most) {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode item : items(name, most)) {
      if (!item.isIntegralNumber() || !item.canConvertToLong()) {
        throw new BadQuestion("'" + name + "' must hold whole numbers");
      }
      numbers.add(item.asLong());
    }
    return numbers;
  }

  /** A list of lists of whole numbers, each of the same size. */
  List<List<Long>> rows(String name, int most, int size) {
    List<List<Long>> rows = new ArrayList<>();
    for (JsonNode row : items(name, most)) {
      List<Long> numbers = new ArrayList<>();
      for (JsonNode item : row) {
        numbers.add(item.isIntegralNumber() && item.canConvertToLong() ? item.asLong() : -1L);
      }
      if (numbers.size() != size || numbers.stream().anyMatch(number -> number < 0)) {
        throw new BadQuestion(
            "'" + name + "' must hold rows of " + size + " whole numbers that are not negative");
      }
      rows.add(numbers);
    }
    return rows;
  }

  List<Fields> objects(String name, int most) {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode item : items(name, most)) {
      objects.add(of(item));
    }
    return objects;
  }

  Fields object(String name) {
    return of(field(name));
  }

  /**
   * Refuses what nobody asked for: the other end may mean something that is not understood here.
   */
  void done() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name)) {
                throw new BadQuestion("'" + shortened(name) + "' is not known here");
              }
            });
  }

  private Iterable<JsonNode> items(String name, int most) {
    JsonNode value = field(name);
    if (!value.isArray() || value.size() > most) {
      throw new BadQuestion("'" + name + "' must be a list of at most " + most);
    }
    return value;
  }

  private static String text(String name, JsonNode value, int longest) {
    if (!value.isTextual() || value.asText().isEmpty() || value.asText().length() > longest) {
      throw new BadQuestion("'" + name + "' must be a text of 1 to " + longest + " characters");
    }
    return value.asText();
  }

  private JsonNode field(String name) {
    asked.add(name);
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      throw new BadQuestion("'" + name + "' is missing");
    }
    return value;
  }

  private static String shortened(String name) {
    return name.length() <= 40 ? name : name.substring(0, 40) + "..";
  }
}
