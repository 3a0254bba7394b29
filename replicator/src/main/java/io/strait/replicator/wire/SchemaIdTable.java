package io.strait.replicator.wire;

import java.util.Optional;

/**
 * What becomes of the schema ids of one source registry on their way. Any thread; asked for every
 * record, so it answers from memory.
 */
public interface SchemaIdTable {
  /** Every id stays as it is. */
  SchemaIdTable IDENTITY =
      new SchemaIdTable() {
        @Override
        public boolean isIdentity() {
          return true;
        }

        @Override
        public Fate fate(Side side, int sourceId) {
          return Fate.SAME;
        }
      };

  /** Whether every id is known to stay as it is, so that records need not be looked at. */
  boolean isIdentity();

  /**
   * What becomes of one id.
   *
   * @param side where it was found
   * @param sourceId behind the magic byte of a key or value; may be any number, as the bytes need
   *     not be a schema's id at all
   */
  Fate fate(Side side, int sourceId);

  /**
   * Keys or values of one topic.
   *
   * @param topic of the source
   * @param key whether these are its keys
   */
  record Side(String topic, boolean key) {}

  /**
   * What becomes of an id.
   *
   * @param target the id on the target, if it is known to be another
   * @param waits what is waited for, if it cannot be said yet
   */
  record Fate(Optional<Integer> target, Optional<String> waits) {
    /** It stays: the same on both sides, or no id of the source's registry. */
    public static final Fate SAME = new Fate(Optional.empty(), Optional.empty());

    /** It becomes another. */
    public static Fate becomes(int target) {
      return new Fate(Optional.of(target), Optional.empty());
    }

    /** Nobody may copy it before more is known. */
    public static Fate waiting(String why) {
      return new Fate(Optional.empty(), Optional.of(why));
    }
  }
}
