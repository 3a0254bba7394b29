package io.strait.validator.session;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads rates and durations as people write them on a command line. */
public final class Amounts {
  private static final Pattern RATE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?) ?(B|kB|KB|MB|GB|KiB|MiB|GiB)(?:/s)?");
  private static final Map<String, Long> UNITS =
      Map.of(
          "B", 1L,
          "kB", 1_000L,
          "KB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30);
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(s|m|h)");
  private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3_600L);

  private Amounts() {}

  /**
   * Bytes per second, 1 or more.
   *
   * @throws IllegalArgumentException if it is none; names the value and the rule
   */
  public static long rate(String text) {
    Matcher matcher = RATE.matcher(text);
    if (matcher.matches()) {
      BigDecimal bytes =
          new BigDecimal(matcher.group(1))
              .multiply(BigDecimal.valueOf(UNITS.get(matcher.group(2))));
      if (bytes.signum() > 0 && bytes.compareTo(BigDecimal.valueOf(1L << 50)) <= 0) {
        return Math.max(1, bytes.longValue());
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no rate; write a number and a unit, such as 50MB, 512KiB or 1GiB");
  }

  /**
   * A duration above 0.
   *
   * @throws IllegalArgumentException if it is none; names the value and the rule
   */
  public static Duration time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no duration; write a number and a unit, such as 30s, 10m or 2h");
    }
    return Duration.ofSeconds(Long.parseLong(matcher.group(1)) * SECONDS.get(matcher.group(2)));
  }
}
