package io.strait.replicator.topology;

/**
 * The name of a link, unique within one configuration; part of the names of the link's internal
 * records.
 *
 * @param value 1 to 63 characters of {@code a-z 0-9 . _ -}
 */
public record LinkName(String value) {
  /** Refuses an illegal name with {@link IllegalArgumentException}. */
  public LinkName {
    Names.checked("link name", value);
  }

  private static final String REVERSE = ".reverse";

  /**
   * The name of the link that runs the other way while a migration can still be taken back; the
   * reverse of the reverse is the name itself.
   */
  public LinkName reversed() {
    return value.endsWith(REVERSE)
        ? new LinkName(value.substring(0, value.length() - REVERSE.length()))
        : new LinkName(value + REVERSE);
  }

  @Override
  public String toString() {
    return value;
  }
}
