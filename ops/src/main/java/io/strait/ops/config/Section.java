package io.strait.ops.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the keys of one mapping and remembers which were asked for; {@link #done} reports the
 * others.
 *
 * <p>Every reader method records a problem instead of throwing, and answers with something empty.
 */
final class Section {
  private final String path;
  private final Node.Mapping node;
  private final Problems problems;
  private final TreeSet<String> asked = new TreeSet<>();

  Section(String path, Node.Mapping node, Problems problems) {
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  String path() {
    return path;
  }

  int line() {
    return node.line();
  }

  /** A value that must be there. */
  Optional<Text> required(String key) {
    Optional<Text> text = optional(key);
    if (text.isEmpty() && absent(key)) {
      problems.error(at(key), line(), "is missing", "Add '" + key + ": ...' here");
    }
    return text;
  }

  /** A value that may be there. */
  Optional<Text> optional(String key) {
    return present(key).flatMap(value -> scalar(at(key), value));
  }

  /** A group of keys that may be there. */
  Optional<Section> section(String key) {
    return present(key).flatMap(value -> mapping(at(key), value));
  }

  /** A group of keys that may be there, and may be there without a key. */
  Optional<Section> sectionOrEmpty(String key) {
    if (node.fields().get(key) instanceof Node.Scalar scalar && scalar.isNull()) {
      asked.add(key);
      Node.Mapping empty = new Node.Mapping(Map.of(), scalar.line());
      return Optional.of(new Section(at(key), empty, problems));
    }
    return section(key);
  }

  /** A list of groups; empty when absent. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      mapping(at(key) + "[" + i + "]", items.get(i)).ifPresent(sections::add);
    }
    return sections;
  }

  /** Groups by name; empty when absent. */
  Map<String, Section> named(String key) {
    Map<String, Section> named = new LinkedHashMap<>();
    section(key)
        .ifPresent(
            group ->
                group
                    .node
                    .fields()
                    .keySet()
                    .forEach(
                        name ->
                            group.section(name).ifPresent(section -> named.put(name, section))));
    return named;
  }

  /** A list of values; empty when absent. */
  List<Text> texts(String key) {
    List<Text> texts = new ArrayList<>();
    List<Node> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      scalar(at(key) + "[" + i + "]", items.get(i)).ifPresent(texts::add);
    }
    return texts;
  }

  /** The keys that are there, in their order; asking for them is still to be done. */
  List<String> keys() {
    return List.copyOf(node.fields().keySet());
  }

  /** Whether a group of keys is behind the key. */
  boolean isGroup(String key) {
    return node.fields().get(key) instanceof Node.Mapping;
  }

  /** Whether this very word is behind the key. */
  boolean isText(String key, String word) {
    boolean is = node.fields().get(key) instanceof Node.Scalar scalar && scalar.text().equals(word);
    if (is) {
      asked.add(key);
    }
    return is;
  }

  /** Whether the key is there, whatever is behind it. */
  boolean has(String key) {
    return !absent(key);
  }

  /** Whether a list is absent or has no items; something else than a list is neither. */
  boolean isEmptyList(String key) {
    Node value = node.fields().get(key);
    return value == null || value instanceof Node.Sequence sequence && sequence.items().isEmpty();
  }

  /** All values of this group, whatever their keys. */
  Map<String, Text> values() {
    Map<String, Text> values = new LinkedHashMap<>();
    node.fields().keySet().forEach(key -> optional(key).ifPresent(text -> values.put(key, text)));
    return values;
  }

  /** Reports every key that nobody asked for. */
  void done() {
    node.fields()
        .forEach(
            (key, value) -> {
              if (!asked.contains(key)) {
                problems.error(
                    at(key),
                    value.line(),
                    "is not a key that is known here",
                    Nearest.advice(key, asked));
              }
            });
  }

  private List<Node> items(String key) {
    Optional<Node> value = present(key);
    if (value.isPresent() && value.get() instanceof Node.Sequence sequence) {
      return sequence.items();
    }
    value.ifPresent(node -> wrongKind(at(key), node, "a list (lines that start with '- ')"));
    return List.of();
  }

  private Optional<Node> present(String key) {
    asked.add(key);
    Node value = node.fields().get(key);
    if (value instanceof Node.Scalar scalar && scalar.isNull()) {
      problems.error(at(key), value.line(), "has no value", "Give it one or remove the key");
      return Optional.empty();
    }
    return Optional.ofNullable(value);
  }

  private boolean absent(String key) {
    return !node.fields().containsKey(key);
  }

  private Optional<Text> scalar(String where, Node value) {
    if (value instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
      return Optional.of(new Text(where, scalar.line(), scalar.text()));
    }
    wrongKind(where, value, "a single value that is not empty");
    return Optional.empty();
  }

  private Optional<Section> mapping(String where, Node value) {
    if (value instanceof Node.Mapping mapping) {
      return Optional.of(new Section(where, mapping, problems));
    }
    wrongKind(where, value, "a group of keys (lines of 'key: value')");
    return Optional.empty();
  }

  private void wrongKind(String where, Node value, String expected) {
    problems.error(
        where, value.line(), "is " + value.kind() + ", but must be " + expected, "Correct it");
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
