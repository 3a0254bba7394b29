package io.strait.validator.scope;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of each partition is drawn: {@code 1%}, {@code 0.5%}, or a number of records.
 *
 * @param share of the offsets, above 0 and up to 1; 0 where a number is given
 * @param records per partition, 1 or more; 0 where a share is given
 */
public record SampleSize(double share, long records) {
  /** One in a hundred. */
  public static final SampleSize DEFAULT = new SampleSize(0.01, 0);

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,11}");

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException if it is none; names the value and the rule
   */
  public static SampleSize parse(String text) {
    Matcher percent = PERCENT.matcher(text);
    if (percent.matches()) {
      double share = Double.parseDouble(percent.group(1)) / 100;
      if (share > 0 && share <= 1) {
        return new SampleSize(share, 0);
      }
    }
    if (NUMBER.matcher(text).matches()) {
      return new SampleSize(0, Long.parseLong(text));
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no size of a sample; write a share above 0 and up to 100 such as 1%, or a number"
            + " of records per partition such as 5000");
  }

  /** How many of so many offsets. */
  public long of(long offsets) {
    long wanted = records > 0 ? records : (long) Math.ceil(offsets * share);
    return Math.min(offsets, Math.max(1, wanted));
  }

  /** As it is written. */
  @Override
  public String toString() {
    return records > 0 ? Long.toString(records) : share * 100 + "%";
  }
}
