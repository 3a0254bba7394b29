package io.strait.validator.align;

/**
 * How far a walk judges. Both logs may be read further, to recognise a record that stands beyond
 * the limit because something before it is missing or doubled, but what lies beyond is not judged.
 *
 * @param sourceTo source records at or behind this source offset are not judged
 * @param targetTo target records at or behind this target offset are not judged
 * @param sealed whether the target has ended growing for this range: what is not there is missing.
 *     Otherwise source records behind the last target record are merely not there yet
 * @param lookahead most records buffered per side; a lost or inserted run longer than this is still
 *     found, but the records around it may be named MISSING and FOREIGN
 */
public record Limits(long sourceTo, long targetTo, boolean sealed, int lookahead) {
  /**
   * A target end that is not known as an offset: whatever stands before the image of {@code
   * sourceTo}, wherever that is.
   */
  public static final long BY_SOURCE = Long.MAX_VALUE;

  /** Whether the target is judged up to wherever the source's last judged record stands. */
  boolean isBySource() {
    return targetTo == BY_SOURCE;
  }
}
