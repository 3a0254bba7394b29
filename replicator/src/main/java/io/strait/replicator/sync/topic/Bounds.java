package io.strait.replicator.sync.topic;

/**
 * What a target takes as a number; what is outside is moved to the nearer end.
 *
 * @param least inclusive
 * @param most inclusive
 */
public record Bounds(long least, long most) {
  /** At least so much. */
  public static Bounds atLeast(long least) {
    return new Bounds(least, Long.MAX_VALUE);
  }

  /** At most so much. */
  public static Bounds atMost(long most) {
    return new Bounds(Long.MIN_VALUE, most);
  }

  /** The nearest value that the target takes; text that is no whole number stays as it is. */
  String nearest(String value) {
    try {
      long number = Long.parseLong(value.strip());
      return number >= least && number <= most
          ? value
          : Long.toString(Math.max(least, Math.min(most, number)));
    } catch (NumberFormatException e) {
      return value;
    }
  }
}
