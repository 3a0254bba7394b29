package io.strait.validator.audit;

import java.util.Comparator;

/**
 * Names a window, or a bucket for records that no window takes.
 *
 * @param topic source topic
 * @param kind what it takes
 * @param start first millisecond since the epoch; 0 for a bucket
 * @param end one past the last millisecond; 0 for a bucket
 */
public record WindowKey(String topic, Kind kind, long start, long end)
    implements Comparable<WindowKey> {
  private static final Comparator<WindowKey> ORDER =
      Comparator.comparing(WindowKey::topic)
          .thenComparing(WindowKey::kind)
          .thenComparingLong(WindowKey::start)
          .thenComparingLong(WindowKey::end);

  /** What a window takes. */
  public enum Kind {
    /** Records whose time lies in it. */
    TIMED,
    /** Records of windows that are no longer kept. */
    OLDER,
    /** Records that claim a time further ahead than clocks may differ. */
    FUTURE,
    /** Records without a time. */
    UNTIMED
  }

  /** A bucket of a topic. */
  public static WindowKey bucket(String topic, Kind kind) {
    return new WindowKey(topic, kind, 0, 0);
  }

  @Override
  public int compareTo(WindowKey other) {
    return ORDER.compare(this, other);
  }
}
