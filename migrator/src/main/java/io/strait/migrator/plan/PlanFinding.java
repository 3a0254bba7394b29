package io.strait.migrator.plan;

/**
 * Something the preflight found.
 *
 * @param severity whether it stops the migration
 * @param subject cluster, topic, group or principal
 * @param text what was found and what to do about it
 */
public record PlanFinding(Severity severity, String subject, String text) {
  /** What a finding means for the plan. */
  public enum Severity {
    /** The migration must not start. */
    BLOCKING,
    /** It may start; the operator must know. */
    WARNING
  }
}
