package io.strait.ops.config;

import java.util.List;
import java.util.Map;

/** A YAML document with the lines it came from. */
sealed interface Node {
  /** 1-based line where the value starts. */
  int line();

  /** What an operator calls it. */
  String kind();

  /** A plain value; {@code isNull} when the key has nothing behind it. */
  record Scalar(String text, boolean isNull, int line) implements Node {
    @Override
    public String kind() {
      return isNull ? "nothing" : "a single value";
    }
  }

  /** A list. */
  record Sequence(List<Node> items, int line) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys and values in the order of the file. */
  record Mapping(Map<String, Node> fields, int line) implements Node {
    @Override
    public String kind() {
      return "a group of keys";
    }
  }
}
