package io.strait.validator.scope;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some partitions of a topic, written {@code orders:0,3-5}.
 *
 * @param topic name on the source
 * @param partitions their numbers, 0 to 99,999
 */
public record PartitionChoice(String topic, Set<Integer> partitions) {
  private static final Pattern FORM = Pattern.compile("([^:/@]+):([0-9,-]+)");
  private static final Pattern SPAN = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final String RULE = "write TOPIC:NUMBERS, such as orders:0,3-5";

  /** Copies the set. */
  public PartitionChoice {
    partitions = Set.copyOf(partitions);
  }

  /**
   * Reads a choice.
   *
   * @throws IllegalArgumentException if it is none; names the value and the rule
   */
  public static PartitionChoice parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw wrong(text);
    }
    Set<Integer> numbers = new TreeSet<>();
    for (String part : form.group(2).split(",", -1)) {
      Matcher span = SPAN.matcher(part);
      if (!span.matches()) {
        throw wrong(text);
      }
      int first = Integer.parseInt(span.group(1));
      int last = span.group(2) == null ? first : Integer.parseInt(span.group(2));
      if (last < first) {
        throw new IllegalArgumentException(
            "'" + text + "' holds the range " + part + ", which ends before it begins; " + RULE);
      }
      for (int number = first; number <= last; number++) {
        numbers.add(number);
      }
    }
    return new PartitionChoice(form.group(1), numbers);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException("'" + text + "' names no partitions; " + RULE);
  }
}
