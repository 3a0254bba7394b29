package io.strait.ops.flow;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rate as people write it: {@code 50MiB/s}, {@code 512KiB/s}, {@code 1.5GiB/s}, {@code 800B/s} or
 * {@code unlimited}.
 *
 * @param bytesPerSecond 0 means unlimited
 */
public record ByteRate(long bytesPerSecond) {
  /** Completes "write a number and a unit, such as ". */
  public static final String EXAMPLES = "50MiB/s, 512KiB/s or 1GiB/s, or 'unlimited'";

  private static final String UNLIMITED = "unlimited";
  private static final Pattern RATE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?) ?(B|KiB|MiB|GiB)/s");
  private static final Map<String, Long> UNITS = units();

  /** Refuses a negative rate. */
  public ByteRate {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("rate of " + bytesPerSecond + " bytes/s is below 0");
    }
  }

  /**
   * Reads a rate.
   *
   * @throws IllegalArgumentException if it is none; names the value and the rule
   */
  public static ByteRate parse(String text) {
    if (text.equals(UNLIMITED)) {
      return new ByteRate(0);
    }
    Matcher matcher = RATE.matcher(text);
    if (matcher.matches()) {
      BigDecimal bytes =
          new BigDecimal(matcher.group(1))
              .multiply(BigDecimal.valueOf(UNITS.get(matcher.group(2))));
      if (bytes.compareTo(BigDecimal.ONE) >= 0 && bytes.compareTo(MOST) <= 0) {
        return new ByteRate(bytes.longValue());
      }
    }
    throw new IllegalArgumentException(
        "is '" + text + "', which is no rate; write a number and a unit, such as " + EXAMPLES);
  }

  private static final BigDecimal MOST = BigDecimal.valueOf(1L << 50);

  /** The same words that {@link #parse} reads; rounded to a tenth of the largest fitting unit. */
  @Override
  public String toString() {
    if (bytesPerSecond == 0) {
      return UNLIMITED;
    }
    String unit = "B";
    for (Map.Entry<String, Long> larger : UNITS.entrySet()) {
      if (bytesPerSecond >= larger.getValue()) {
        unit = larger.getKey();
      }
    }
    double number = (double) bytesPerSecond / UNITS.get(unit);
    String digits =
        number == Math.rint(number)
            ? Long.toString((long) number)
            : String.format(Locale.ROOT, "%.1f", number);
    return digits + unit + "/s";
  }

  private static Map<String, Long> units() {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("B", 1L);
    units.put("KiB", 1L << 10);
    units.put("MiB", 1L << 20);
    units.put("GiB", 1L << 30);
    return units;
  }
}
