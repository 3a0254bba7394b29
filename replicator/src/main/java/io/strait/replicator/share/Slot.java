package io.strait.replicator.share;

/**
 * One engine's place in a shared link.
 *
 * @param number 0 to count - 1
 * @param count how many slots the link has; the same in all of its processes
 * @param worker the process, for operators
 */
public record Slot(int number, int count, String worker) {
  /** Refuses a number outside of the count. */
  public Slot {
    if (number < 0 || number >= count) {
      throw new IllegalArgumentException(
          "slot " + number + " of " + count + ": must be 0 to " + (count - 1));
    }
  }

  /** As it occurs in the name of its lease. */
  String text() {
    return Integer.toString(number);
  }
}
