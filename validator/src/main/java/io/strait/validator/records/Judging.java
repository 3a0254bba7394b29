package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.judge.Review;
import io.strait.validator.relation.AbortedVisible;
import io.strait.validator.relation.ContentStarts;
import io.strait.validator.relation.Declared;
import io.strait.validator.relation.StampedTimes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses who judges a partition, and who looks again at what was found. Safe for all workers. */
final class Judging implements PartitionJudge {
  private final List<Review> reviews = new ArrayList<>();
  private final Clock clock;

  Judging(Cluster source, Cluster target, Clock clock) {
    this(clock, List.of(new Compaction(source, target)));
  }

  /**
   * @param others reviews that need more than the case, asked behind those that do not
   */
  Judging(Clock clock, List<Review> others) {
    this.clock = clock;
    reviews.add(new AbortedVisible(this::compared));
    reviews.addAll(others);
  }

  @Override
  public PartitionReport judge(Case asked) {
    Optional<PartitionReport> refused = Declared.refused(asked);
    if (refused.isPresent()) {
      return refused.get();
    }
    Case one = asked;
    PartitionReport report = compared(one);
    Optional<Case> stamped = StampedTimes.unjudged(one, report);
    if (stamped.isPresent()) {
      report = StampedTimes.together(one, report, compared(stamped.get()));
      one = stamped.get();
    }
    for (Review review : reviews) {
      if (!report.findings().isEmpty()) {
        report = review.review(one, report);
      }
    }
    return Declared.noted(one, report, this::compared);
  }

  private PartitionReport compared(Case one) {
    return new PartitionCheck(one, new ContentStarts(), clock).run();
  }
}
