package io.strait.validator.audit;

import java.util.List;

/**
 * What became of a suspect when it was judged again.
 *
 * @param state what is known of it now; still {@link SealedRange.State#SUSPECT} when the judge came
 *     to no result
 * @param findings what differs; empty unless it is divergent
 * @param why for people; empty when it is proved
 */
public record Judgement(SealedRange.State state, List<AuditFinding> findings, String why) {
  /** Keeps a copy. */
  public Judgement {
    findings = List.copyOf(findings);
  }
}
