package io.strait.validator.slo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is measured of a link, and what one event of it is. */
public enum Sli {
  /** A record of the source: good if it was visible on the target in time. */
  FRESHNESS("records visible on the target in time"),
  /**
   * A record of a source range that was sealed: good once it is proved to be on the target, bad if
   * it is missing or torn, or still unverifiable at the deadline.
   */
  COMPLETENESS("records proved to be on the target"),
  /**
   * A record that was compared: bad for each confirmed, unexplained difference that is no other.
   */
  CORRECTNESS("records without a confirmed difference"),
  /** A record that was compared: bad if it is out of order, within its partition or its key. */
  ORDER("records in the order of the source"),
  /** A record that was compared: bad for each copy too many. */
  DUPLICATES("records that are there only once"),
  /**
   * A position of a group in one partition at one look: good if the target's position is the image
   * of the source's, or of one that the source had within the time that groups may take.
   */
  OFFSETS("group positions that are the image of the source's");

  private final String meaning;

  Sli(String meaning) {
    this.meaning = meaning;
  }

  /** The name in configuration, JSON and labels: {@code freshness}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a good event is, for people; completes "share of". */
  public String meaning() {
    return meaning;
  }

  /** The one of that name. */
  public static Optional<Sli> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
