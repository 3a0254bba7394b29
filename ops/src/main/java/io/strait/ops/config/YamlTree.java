package io.strait.ops.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads YAML text into {@link Node}s, keeping line numbers and refusing repeated keys. */
final class YamlTree {
  private final YAMLParser parser;
  private final Problems problems;

  private YamlTree(YAMLParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The document, or an empty mapping when the text is not YAML (the problem is then recorded). */
  static Node parse(String name, String text, Problems problems) {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      if (parser.nextToken() == null) {
        return new Node.Scalar("", true, 1);
      }
      return new YamlTree(parser, problems).node("", 1);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      problems.error(
          name,
          line,
          "is not YAML: " + firstLine(e.getOriginalMessage()),
          "Check indentation, quotes and colons on this line and the one above");
      return new Node.Mapping(Map.of(), line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Node node(String path, int line) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(path, line);
    }
    if (token == JsonToken.START_ARRAY) {
      return sequence(path, line);
    }
    if (parser.isCurrentAlias()) {
      problems.error(
          path,
          line,
          "uses a YAML alias (*name)",
          "Write the value out: aliases are not supported");
    }
    return new Node.Scalar(parser.getText(), token == JsonToken.VALUE_NULL, line);
  }

  private Node mapping(String path, int line) throws IOException {
    Map<String, Node> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int keyLine = parser.currentTokenLocation().getLineNr();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      parser.nextToken();
      Node value = node(keyPath, keyLine);
      if (fields.putIfAbsent(key, value) != null) {
        problems.error(keyPath, keyLine, "is given twice", "Keep one of the two");
      }
    }
    return new Node.Mapping(fields, line);
  }

  private Node sequence(String path, int line) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(path + "[" + items.size() + "]", parser.currentTokenLocation().getLineNr()));
    }
    return new Node.Sequence(items, line);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("cannot be read").trim();
  }
}
