package io.strait.replicator.wire;

/**
 * Looks at every record of a partition on its way, in order, and says what becomes of it.
 *
 * <p>Called on the pump's thread; it must not block. A record whose edit throws is not copied and
 * is handed out as a {@link Piece.Poison}. After a restart a record may be seen again, so the same
 * record must get the same answer, {@link Wait} apart.
 */
@FunctionalInterface
public interface RecordEdit extends AutoCloseable {
  /** Decides about one record. */
  Edited edit(RecordView record);

  /** Whether at the moment it would keep every record, so that batches may pass as they are. */
  default boolean isIdle() {
    return false;
  }

  /** Gives back what it holds; most hold nothing. */
  @Override
  default void close() {}

  /** What becomes of a record. */
  sealed interface Edited {}

  /** It is copied byte for byte. */
  record Keep() implements Edited {
    /** The only one needed. */
    public static final Keep AS_IS = new Keep();
  }

  /** It is left out: its offset holds no data on the target. */
  record Drop() implements Edited {
    /** The only one needed. */
    public static final Drop IT = new Drop();
  }

  /**
   * It cannot be copied; handed out as a {@link Piece.Poison}.
   *
   * @param reason a sentence
   */
  record Refuse(String reason) implements Edited {}

  /**
   * It cannot be decided yet: this record and those behind it are asked about again later.
   *
   * @param reason a sentence: what is waited for
   */
  record Wait(String reason) implements Edited {}

  /**
   * It is copied with other schema ids: bytes 1 to 4, behind the magic byte, of its key or value,
   * which must have them.
   *
   * @param keyId big-endian in the key, or {@link #NONE} to leave the key alone
   * @param valueId the same in the value
   */
  record Patch(int keyId, int valueId) implements Edited {
    /** Stands for no id; ids are not negative. */
    public static final int NONE = -1;
  }

  /**
   * Another record takes its place.
   *
   * @param with its content
   */
  record Replace(PlainRecord with) implements Edited {}
}
