package io.strait.replicator.engine;

import io.strait.replicator.wire.RecordEdit;
import io.strait.replicator.wire.SchemaIdEdit;
import io.strait.replicator.wire.SchemaIdTable;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where records carry schema ids that may be others on the target. Any thread.
 *
 * @param table what becomes of an id
 * @param keys source topics whose keys may carry ids
 * @param values source topics whose values may carry ids
 */
public record SchemaIdRule(SchemaIdTable table, Predicate<String> keys, Predicate<String> values) {
  /** No record carries an id. */
  public static SchemaIdRule none() {
    return new SchemaIdRule(SchemaIdTable.IDENTITY, topic -> false, topic -> false);
  }

  /** Whether keys of this source topic may become others. */
  boolean changesKeys(String topic) {
    return keys.test(topic);
  }

  /**
   * What is done to a partition's records.
   *
   * @param before what is done to them first, if anything
   */
  Optional<RecordEdit> open(String topic, Optional<RecordEdit> before) {
    boolean inKeys = keys.test(topic);
    boolean inValues = values.test(topic);
    return inKeys || inValues
        ? Optional.of(new SchemaIdEdit(before, table, inKeys, inValues))
        : before;
  }
}
