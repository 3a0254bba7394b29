package io.strait.validator.audit;

import io.strait.validator.log.Subject;

/** Names what differs in a range that differs when it is read. */
@FunctionalInterface
public interface SuspectJudge {
  /** Never throws for what a cluster does: it has no result then. */
  Judgement judge(Subject subject, SealedRange suspect);
}
