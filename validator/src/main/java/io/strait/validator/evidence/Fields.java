package io.strait.validator.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import java.util.Arrays;
import java.util.List;

/** Which fields of two records differ, and from which byte on. Pure. */
final class Fields {
  private Fields() {}

  static void differing(ArrayNode into, LogRecord source, LogRecord target) {
    bytes(into, "key", source.key(), target.key());
    bytes(into, "value", source.value(), target.value());
    headers(into, source.headers(), target.headers());
    if (source.timestamp() != target.timestamp()) {
      into.addObject()
          .put("field", "timestamp")
          .put("difference_ms", target.timestamp() - source.timestamp());
    }
  }

  private static void headers(ArrayNode into, List<HeaderField> from, List<HeaderField> to) {
    if (from.size() != to.size()) {
      into.addObject()
          .put("field", "headers")
          .put("source_count", from.size())
          .put("target_count", to.size());
    }
    for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
      String name = "header " + i;
      if (!from.get(i).name().equals(to.get(i).name())) {
        into.addObject()
            .put("field", name + " name")
            .put("source", from.get(i).name())
            .put("target", to.get(i).name());
      }
      bytes(into, name + " value", from.get(i).value(), to.get(i).value());
    }
  }

  private static void bytes(ArrayNode into, String name, byte[] from, byte[] to) {
    if (Arrays.equals(from, to)) {
      return;
    }
    ObjectNode node = into.addObject().put("field", name);
    node.put("source_bytes", from == null ? -1 : from.length);
    node.put("target_bytes", to == null ? -1 : to.length);
    if (from != null && to != null) {
      node.put("first_differing_byte", Arrays.mismatch(from, to));
    }
  }
}
