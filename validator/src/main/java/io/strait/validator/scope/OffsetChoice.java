package io.strait.validator.scope;

import io.strait.replicator.topology.OffsetRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * A range of source offsets that must be proved, written {@code orders/3@100..900}: from 100 on, up
 * to but without 900.
 *
 * @param partition the source partition
 * @param range source offsets; not empty
 */
public record OffsetChoice(TopicPartition partition, OffsetRange range) {
  private static final Pattern FORM =
      Pattern.compile("([^:/@]+)/(\\d{1,5})@(\\d{1,18})\\.\\.(\\d{1,18})");

  /**
   * Reads a choice.
   *
   * @throws IllegalArgumentException if it is none; names the value and the rule
   */
  public static OffsetChoice parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no range of offsets; write TOPIC/PARTITION@FROM..TO, such as"
              + " orders/3@100..900 (900 itself is not judged)");
    }
    long from = Long.parseLong(form.group(3));
    long to = Long.parseLong(form.group(4));
    if (to <= from) {
      throw new IllegalArgumentException(
          "'" + text + "' is empty: offset " + to + " must be above " + from);
    }
    return new OffsetChoice(
        new TopicPartition(form.group(1), Integer.parseInt(form.group(2))),
        new OffsetRange(from, to));
  }
}
