package io.strait.replicator.offsets;

/**
 * Where a reader that stands at a position of one side would stand on the other.
 *
 * <p>A position is the offset of the next record to read, as consumer groups commit it.
 */
public sealed interface Image {
  /** Where to go on reading on the other side, as far as that is known. */
  long position();

  /**
   * Every record before the one position is before the other, or is not on that side at all, and
   * every record from the one on is at the other or behind it.
   *
   * @param position on the other side
   */
  record Exact(long position) implements Image {}

  /**
   * The counterpart does not exist yet: some of what lies before the position has not been copied.
   *
   * @param position where the other side ends now: the exact image of {@code reached}, which is
   *     before the position that was asked about
   * @param reached offset of the next record to be copied
   */
  record Ahead(long position, long reached) implements Image {}

  /**
   * The counterpart does not exist any more, or never did: the other side's log begins behind it. A
   * reader that goes on there skips something.
   *
   * @param position where the other side's log begins
   * @param from first offset, on the side that was asked about, of what is skipped
   * @param to offset behind the last of it
   */
  record Cut(long position, long from, long to) implements Image {}

  /**
   * The position is behind the end of its own log: no reader can stand there.
   *
   * @param position where the other side ends
   * @param end where the log of the side that was asked about ends
   */
  record Outside(long position, long end) implements Image {}

  /** Whether it is the exact counterpart. */
  default boolean isExact() {
    return this instanceof Exact;
  }
}
