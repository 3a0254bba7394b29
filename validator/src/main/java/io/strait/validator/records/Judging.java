package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.judge.Review;
import io.strait.validator.judge.StartFinder;
import java.time.Clock;
import java.util.List;

/** Chooses who judges a partition, and who looks again at what was found. Safe for all workers. */
final class Judging implements PartitionJudge {
  private final List<Review> reviews;
  private final StartFinder starts = StartFinder.LOG_STARTS;
  private final Clock clock;

  Judging(Cluster source, Cluster target, Clock clock) {
    this.clock = clock;
    this.reviews = List.of(new Compaction(source, target));
  }

  @Override
  public PartitionReport judge(Case one) {
    PartitionReport report = new PartitionCheck(one, starts, clock).run();
    for (Review review : reviews) {
      if (!report.findings().isEmpty()) {
        report = review.review(one, report);
      }
    }
    return report;
  }
}
