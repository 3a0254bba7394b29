package io.strait.validator.judge;

import io.strait.validator.check.PartitionReport;

/** A way to judge one partition. Called from worker threads, one case per thread at a time. */
@FunctionalInterface
public interface PartitionJudge {
  /**
   * Judges a case. Never throws for what a cluster does or refuses: what was not read is
   * unverifiable, with the reason.
   */
  PartitionReport judge(Case partition);
}
