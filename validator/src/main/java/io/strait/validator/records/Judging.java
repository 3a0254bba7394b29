package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.judge.Review;
import java.util.List;

/** Chooses who judges a partition, and who looks again at what was found. Safe for all workers. */
final class Judging implements PartitionJudge {
  private final List<Review> reviews;

  Judging(Cluster source, Cluster target) {
    this.reviews = List.of(new Compaction(source, target));
  }

  @Override
  public PartitionReport judge(Case one) {
    PartitionReport report = new PartitionCheck(one).run();
    for (Review review : reviews) {
      if (!report.findings().isEmpty()) {
        report = review.review(one, report);
      }
    }
    return report;
  }
}
