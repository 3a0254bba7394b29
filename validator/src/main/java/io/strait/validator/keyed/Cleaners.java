package io.strait.validator.keyed;

/**
 * Which side's log is compacted, and may therefore lack superseded records.
 *
 * @param source whether the source topic's cleanup policy contains {@code compact}
 * @param target whether the target topic's does
 */
public record Cleaners(boolean source, boolean target) {
  /** Whether there is one at all. */
  public boolean any() {
    return source || target;
  }
}
