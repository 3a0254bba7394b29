package io.strait.replicator.offsets;

/** What an offset of one side is on the other. */
public sealed interface Translation {
  /** Where to go on reading on the other side: the counterpart, or what comes next. */
  long position();

  /**
   * The same record.
   *
   * @param offset its offset on the other side
   * @param generation of the source that the record came from; the map's own {@link
   *     OffsetMap#generation} if that source still holds it
   */
  record Exact(long offset, int generation) implements Translation {
    @Override
    public long position() {
      return offset;
    }
  }

  /**
   * There is no such record on the other side.
   *
   * @param next offset, on the other side, of the first record behind it, or of the record that
   *     will be appended next if there is none yet
   */
  record Gap(long next) implements Translation {
    @Override
    public long position() {
      return next;
    }
  }
}
