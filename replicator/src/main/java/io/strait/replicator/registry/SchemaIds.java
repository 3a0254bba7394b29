package io.strait.replicator.registry;

import java.util.OptionalInt;

/**
 * What becomes of the schema ids of a source's registry on a target. Answers from memory, so that
 * it may be asked for every record. Any thread.
 */
public interface SchemaIds {
  /** Every id stays; there is nothing to know. */
  SchemaIds IDENTITY =
      new SchemaIds() {
        @Override
        public boolean isIdentity() {
          return true;
        }

        @Override
        public OptionalInt target(int sourceId) {
          return OptionalInt.of(sourceId);
        }

        @Override
        public boolean exists(int sourceId) {
          return true;
        }
      };

  /** Whether every id stays as it is, also those that the source gives away in future. */
  boolean isIdentity();

  /** The id on the target, perhaps the same; empty while the target does not have the schema. */
  OptionalInt target(int sourceId);

  /** Whether the source's registry had this id when it was last read or asked. */
  boolean exists(int sourceId);
}
