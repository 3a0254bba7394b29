package io.strait.validator.check;

import java.util.List;

/**
 * Offsets that run side by side for a while and then leave something out on one side or the other.
 *
 * <p>A source offset for which no image is claimed (a transaction's end, what a filter leaves out)
 * translates to the image of the next that has one; a target offset for which no original is
 * claimed translates to the original of the next that has one. Hence these share their translation
 * with that next offset. Immutable.
 */
public final class MappedOffsets implements OffsetRelation {
  private final List<Piece> pieces;

  /**
   * Offsets that run side by side.
   *
   * @param source first source offset
   * @param target its image
   * @param length how many offsets; {@link Long#MAX_VALUE} for all that follow, also those to come
   */
  public record Piece(long source, long target, long length) {
    private long sourceEnd() {
      return length == Long.MAX_VALUE ? length : source + length;
    }

    private long targetEnd() {
      return length == Long.MAX_VALUE ? length : target + length;
    }
  }

  /**
   * Refuses pieces that are empty, overlap on either side, or are out of order on either side.
   *
   * @param pieces in order, at least one
   */
  public MappedOffsets(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
    if (this.pieces.isEmpty()) {
      throw new IllegalArgumentException("an offset map needs at least one piece");
    }
    for (int i = 0; i < this.pieces.size(); i++) {
      Piece piece = this.pieces.get(i);
      Piece before = i == 0 ? new Piece(0, 0, 0) : this.pieces.get(i - 1);
      if (piece.length() <= 0
          || piece.source() < before.sourceEnd()
          || piece.target() < before.targetEnd()) {
        throw new IllegalArgumentException(
            "piece "
                + piece
                + " behind "
                + before
                + ": must not be empty, nor begin before its end");
      }
    }
  }

  /** In order; at least one. */
  public List<Piece> pieces() {
    return pieces;
  }

  /** The same seen from the other side. */
  public MappedOffsets inverse() {
    return new MappedOffsets(
        pieces.stream()
            .map(piece -> new Piece(piece.target(), piece.source(), piece.length()))
            .toList());
  }

  @Override
  public long toTarget(long sourceOffset) {
    int at = last(sourceOffset, true);
    if (at >= 0 && sourceOffset < pieces.get(at).sourceEnd()) {
      return pieces.get(at).target() + sourceOffset - pieces.get(at).source();
    }
    return at + 1 < pieces.size() ? pieces.get(at + 1).target() : pieces.get(at).targetEnd();
  }

  @Override
  public long toSource(long targetOffset) {
    int at = last(targetOffset, false);
    if (at >= 0 && targetOffset < pieces.get(at).targetEnd()) {
      return pieces.get(at).source() + targetOffset - pieces.get(at).target();
    }
    return at + 1 < pieces.size() ? pieces.get(at + 1).source() : pieces.get(at).sourceEnd();
  }

  /** The last piece that begins at or before an offset of one side; -1 when none does. */
  private int last(long offset, boolean source) {
    int low = 0;
    int high = pieces.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      Piece piece = pieces.get(middle);
      if ((source ? piece.source() : piece.target()) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MappedOffsets map && map.pieces.equals(pieces);
  }

  @Override
  public int hashCode() {
    return pieces.hashCode();
  }

  @Override
  public String toString() {
    return "map of " + pieces.size() + " pieces";
  }
}
