package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.RegistryState;
import io.strait.replicator.registry.SchemaReference;
import io.strait.replicator.registry.SchemaText;
import io.strait.replicator.registry.SchemaType;
import io.strait.replicator.registry.SchemaVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Judges Avro schemas as a registry would at a level, without one. Pure. */
final class AvroFit {
  private final RegistryState state;

  /**
   * @param state where references are looked up
   */
  AvroFit(RegistryState state) {
    this.state = state;
  }

  /**
   * Why a schema does not fit those before it; empty if it does, or if it is not Avro.
   *
   * @param level as registries name them; {@code NONE} fits all
   * @param before oldest first; with a transitive level all of them count, else the last
   */
  List<String> faults(String level, SchemaText next, List<SchemaVersion> before) {
    List<String> faults = new ArrayList<>();
    if (level.equals("NONE") || before.isEmpty() || next.type() != SchemaType.AVRO) {
      return faults;
    }
    List<SchemaVersion> against =
        level.endsWith("_TRANSITIVE") ? before : List.of(before.get(before.size() - 1));
    try {
      Schema parsed = parse(next);
      for (SchemaVersion one : against) {
        if (one.text().type() == SchemaType.AVRO) {
          compare(level, parsed, one, faults);
        }
      }
    } catch (AvroRuntimeException e) {
      faults.add("it does not parse: " + e.getMessage());
    }
    return faults;
  }

  private void compare(String level, Schema next, SchemaVersion before, List<String> faults) {
    Schema earlier = parse(before.text());
    if (level.startsWith("BACKWARD") || level.startsWith("FULL")) {
      unreadable(next, earlier)
          .forEach(why -> faults.add("cannot read what " + before.key() + " wrote: " + why));
    }
    if (level.startsWith("FORWARD") || level.startsWith("FULL")) {
      unreadable(earlier, next)
          .forEach(why -> faults.add(before.key() + " cannot read what it writes: " + why));
    }
  }

  private static List<String> unreadable(Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    return result.getType() == SchemaCompatibilityType.COMPATIBLE
        ? List.of()
        : result.getResult().getIncompatibilities().stream()
            .map(one -> one.getType() + " at " + one.getLocation() + ": " + one.getMessage())
            .toList();
  }

  private Schema parse(SchemaText text) {
    Schema.Parser parser = new Schema.Parser();
    needed(text, parser, new HashSet<>());
    return parser.parse(text.text());
  }

  /** What it refers to, innermost first, once each. */
  private void needed(SchemaText text, Schema.Parser parser, Set<Object> done) {
    for (SchemaReference reference : text.references()) {
      if (done.add(reference.key())) {
        state
            .version(reference.key())
            .ifPresent(
                found -> {
                  needed(found.text(), parser, done);
                  parser.parse(found.text().text());
                });
      }
    }
  }
}
