package io.strait.validator.certificate;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A finding that somebody takes upon himself, by name.
 *
 * @param code what it is
 * @param topic source topic
 * @param partition partition number
 * @param offset where the logs part because of it
 * @param reason why it is acceptable
 */
public record Acceptance(
    FindingCode code, String topic, int partition, long offset, String reason) {
  private static final Pattern FORM =
      Pattern.compile("([A-Z_]+):(\\S+)/(\\d{1,9})@(\\d{1,18})=(.*\\S.*)");

  /**
   * Reads {@code CODE:topic/partition@offset=reason}.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static Acceptance parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no acceptance; write CODE:topic/partition@offset=reason, for example"
              + " MISSING:orders/0@4711=\"deleted on purpose, ticket 12\"");
    }
    try {
      return new Acceptance(
          FindingCode.valueOf(matcher.group(1)),
          matcher.group(2),
          Integer.parseInt(matcher.group(3)),
          Long.parseLong(matcher.group(4)),
          matcher.group(5).strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + matcher.group(1) + "' is no code of a finding; see 'strait explain'", e);
    }
  }

  /** Whether it is about this finding. */
  public boolean covers(Finding finding) {
    return finding.code() == code
        && finding.topic().source().equals(topic)
        && finding.partition() == partition
        && finding.divergesAt() == offset;
  }

  /** The finding's code and place, as it is accepted. */
  public static String place(Finding finding) {
    return finding.code()
        + ":"
        + finding.topic().source()
        + "/"
        + finding.partition()
        + "@"
        + finding.divergesAt();
  }
}
