package io.strait.validator.audit;

import java.util.List;

/**
 * The last look at a link, for whoever reads the audit without the daemon: stored when the problems
 * change, and otherwise seldom, so that the topic does not grow by it.
 *
 * @param at milliseconds since the epoch of the look
 * @param staleAfter milliseconds behind {@code at} after which nobody can be auditing any more
 * @param problems what kept partitions from being audited, one sentence each
 * @param uncovered how much that was
 */
public record AuditLook(long at, long staleAfter, List<String> problems, Uncovered uncovered)
    implements AuditEntry {
  /** Nobody has looked yet. */
  public static final AuditLook NONE = new AuditLook(0, 0, List.of(), Uncovered.NONE);

  /** Keeps a copy. */
  public AuditLook {
    problems = List.copyOf(problems);
  }

  /** Whether nobody audits any more, at that time. */
  public boolean isStale(long now) {
    return now - at > staleAfter;
  }

  @Override
  public String name() {
    return "look";
  }
}
