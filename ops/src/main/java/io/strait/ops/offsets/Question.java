package io.strait.ops.offsets;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * What somebody asks about: {@code orders/3@91234}.
 *
 * @param text as it was asked
 * @param partition on the side that is asked about
 * @param spot the offset, or what leads to it
 */
public record Question(String text, TopicPartition partition, Spot spot) {
  private static final Pattern SHAPE = Pattern.compile("([a-zA-Z0-9._-]{1,249})/(\\d{1,9})@(\\S+)");
  private static final Pattern OFFSET = Pattern.compile("\\d{1,18}");

  /** A place in a log. */
  public sealed interface Spot {
    /** An offset. */
    record At(long offset) implements Spot {}

    /** The first record with this timestamp or a later one. */
    record Since(Instant time) implements Spot {}

    /** One of the log's ends. */
    enum End implements Spot {
      /** The log start. */
      EARLIEST,
      /** Behind the last record. */
      LATEST
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with the rule, if it is none
   */
  public static Question parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw refused(text);
    }
    TopicPartition partition =
        new TopicPartition(matcher.group(1), Integer.parseInt(matcher.group(2)));
    return new Question(text, partition, spot(text, matcher.group(3)));
  }

  private static Spot spot(String text, String place) {
    if (OFFSET.matcher(place).matches()) {
      return new Spot.At(Long.parseLong(place));
    }
    if (place.equals("earliest")) {
      return Spot.End.EARLIEST;
    }
    if (place.equals("latest")) {
      return Spot.End.LATEST;
    }
    try {
      return new Spot.Since(OffsetDateTime.parse(place).toInstant());
    } catch (DateTimeException e) {
      throw refused(text);
    }
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no place in a log: write topic/partition@offset, or instead of the offset a"
            + " time like 2001-01-05T10:00:00Z, earliest or latest");
  }
}
