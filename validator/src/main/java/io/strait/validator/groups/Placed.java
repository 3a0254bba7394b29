package io.strait.validator.groups;

import java.util.Optional;

/**
 * Where a position of the target stands relative to the image of the source's position.
 *
 * @param state the place
 * @param records how many records of the target lie between both; 0 where they stand together
 * @param exact whether there are exactly so many; otherwise at least so many
 * @param evidence the first record that is skipped or read again, or why the place is unknown
 * @param cause the benign cause, where there is one
 */
record Placed(State state, long records, boolean exact, String evidence, Optional<String> cause) {
  /** How the target's position relates to the image. */
  enum State {
    /** Both would read the same record next, or nothing. */
    SAME,
    /** The target stands behind the image: it would never read what is between. */
    SKIP,
    /** The target stands before the image: it would read what is between once more. */
    REWIND,
    /** It cannot be told. */
    UNKNOWN
  }

  static Placed same() {
    return new Placed(State.SAME, 0, true, "", Optional.empty());
  }

  static Placed unknown(String why) {
    return new Placed(State.UNKNOWN, 0, false, why, Optional.empty());
  }

  /** The same, accounted for. */
  Placed because(String benign) {
    return new Placed(state, records, exact, evidence, Optional.of(benign));
  }

  /** The same where it is a rewind; together where the target only followed meanwhile. */
  Placed unlessSkip() {
    return state == State.SKIP ? same() : this;
  }

  /** The count in words. */
  String amount() {
    return (exact ? "" : "at least ") + records + (records == 1 ? " record" : " records");
  }
}
