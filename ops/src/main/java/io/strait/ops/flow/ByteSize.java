package io.strait.ops.flow;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount as people write it: {@code 64MiB}, {@code 512KiB} or {@code 1GiB}.
 *
 * @param bytes 1 or more
 */
public record ByteSize(long bytes) {
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,6}) ?(KiB|MiB|GiB)");
  private static final Map<String, Long> UNITS =
      Map.of("KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  /**
   * Reads an amount.
   *
   * @throws IllegalArgumentException if it is none; names the value and the rule
   */
  public static ByteSize parse(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "is '" + text + "', which is no amount; write a number and a unit, such as 64MiB");
    }
    return new ByteSize(Long.parseLong(matcher.group(1)) * UNITS.get(matcher.group(2)));
  }

  /** In whole MiB where that is exact, else in KiB. */
  @Override
  public String toString() {
    return bytes % (1L << 20) == 0 ? (bytes >> 20) + "MiB" : (bytes >> 10) + "KiB";
  }
}
