package io.strait.migrator.fence.acl;

/**
 * Something that stands in the way of a fence or of a group move, or that an operator should know.
 *
 * @param severity whether it stops the wave
 * @param code stable name for machines, such as {@code SUPER_USER_NAMED}
 * @param subject what it is about: a principal, topic, group or permission
 * @param text what was seen, where, and why it matters
 * @param action what to do about it
 */
public record FenceFinding(
    Severity severity, String code, String subject, String text, String action) {

  /** Whether a finding stops the wave. */
  public enum Severity {
    /** The wave must not start. */
    BLOCKING,
    /** The wave may start; somebody should decide. */
    WARNING,
    /** Worth knowing. */
    INFO
  }

  /** A finding that stops the wave. */
  public static FenceFinding blocking(String code, String subject, String text, String action) {
    return new FenceFinding(Severity.BLOCKING, code, subject, text, action);
  }

  /** A finding that somebody should decide about. */
  public static FenceFinding warning(String code, String subject, String text, String action) {
    return new FenceFinding(Severity.WARNING, code, subject, text, action);
  }

  /** A finding worth knowing. */
  public static FenceFinding info(String code, String subject, String text, String action) {
    return new FenceFinding(Severity.INFO, code, subject, text, action);
  }
}
