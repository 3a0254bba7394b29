package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.keyed.Cleaners;
import io.strait.validator.keyed.CleanupPolicies;
import io.strait.validator.keyed.RepeatReview;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * Judges single partitions as a scan does, for whoever has both logs at hand: one look, no grace,
 * and nothing is asked of a tail that may still come. Any thread, one case per thread at a time.
 */
public final class CaseJudge implements PartitionJudge {
  private final Judging judging;

  /** Asks the clusters which topics are compacted, and for nothing else. */
  public CaseJudge(Cluster source, Cluster target, Clock clock) {
    this(clock, new CleanupPolicies(source, target));
  }

  /** {@code policies}: whether a topic is compacted. */
  public CaseJudge(Clock clock, Function<TopicMapping, Cleaners> policies) {
    this.judging = new Judging(clock, policies, List.of(new RepeatReview()));
  }

  @Override
  public PartitionReport judge(Case partition) {
    return judging.judge(partition);
  }
}
