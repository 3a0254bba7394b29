package io.strait.replicator.engine;

import io.strait.replicator.wire.RecordEdit;
import io.strait.replicator.wire.SchemaIdEdit;
import io.strait.replicator.wire.SchemaIdTable;
import java.util.Optional;

/**
 * Whether records may carry schema ids that are others on the target. Any thread.
 *
 * @param table what becomes of an id; empty if no record carries any
 */
public record SchemaIdRule(Optional<SchemaIdTable> table) {
  /** No record carries an id. */
  public static SchemaIdRule none() {
    return new SchemaIdRule(Optional.empty());
  }

  /** What becomes of an id is in this table. */
  public static SchemaIdRule by(SchemaIdTable table) {
    return new SchemaIdRule(Optional.of(table));
  }

  /** Whether keys may become others, now or later. */
  boolean mayChangeKeys() {
    return table.isPresent();
  }

  /**
   * What is done to a topic's records.
   *
   * @param before what is done to them first, if anything
   */
  Optional<RecordEdit> open(String topic, Optional<RecordEdit> before) {
    return table.isPresent() ? Optional.of(new SchemaIdEdit(before, table.get(), topic)) : before;
  }
}
