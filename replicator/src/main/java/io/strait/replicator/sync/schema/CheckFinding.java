package io.strait.replicator.sync.schema;

/**
 * Something that a rollout would break.
 *
 * @param code stable
 * @param subject or topic it is about
 * @param detail a sentence with what to do next
 */
public record CheckFinding(Code code, String subject, String detail) {

  /** What is wrong. */
  public enum Code {
    /** Would be refused on the target, or break its readers there. */
    INCOMPATIBLE,
    /** Refers to what is not there. */
    REFERENCE_MISSING,
    /** Records carry an id that the target does not have. */
    ID_MISSING,
    /** Records carry an id that means another schema on the target. */
    ID_OTHER_CONTENT,
    /** Records carry an id that the source's registry does not have. */
    ID_UNKNOWN
  }
}
