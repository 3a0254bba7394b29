package io.strait.validator.audit;

/**
 * What of a link is not audited at all.
 *
 * @param partitions source partitions of which nothing can be sealed now
 * @param offsets source offsets that are committed there and not sealed; they count as not proved
 */
public record Uncovered(long partitions, long offsets) {
  /** All is audited. */
  public static final Uncovered NONE = new Uncovered(0, 0);

  /** With one more partition. */
  Uncovered plus(long more) {
    return new Uncovered(partitions + 1, offsets + Math.max(0, more));
  }
}
