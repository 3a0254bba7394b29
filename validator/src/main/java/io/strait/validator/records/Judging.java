package io.strait.validator.records;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.judge.Review;
import io.strait.validator.keyed.Cleaners;
import io.strait.validator.keyed.CleanupPolicies;
import io.strait.validator.keyed.CompactedJudge;
import io.strait.validator.keyed.RepeatReview;
import io.strait.validator.relation.AbortedVisible;
import io.strait.validator.relation.ContentStarts;
import io.strait.validator.relation.Declared;
import io.strait.validator.relation.LostTombstones;
import io.strait.validator.relation.StampedTimes;
import io.strait.validator.relation.TornTransactions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Chooses who judges a partition, and who looks again at what was found. Safe for all workers. */
final class Judging implements PartitionJudge {
  private final List<Review> reviews = new ArrayList<>();
  private final PartitionJudge keyed;
  private final Clock clock;

  Judging(Cluster source, Cluster target, Clock clock) {
    this(clock, new CleanupPolicies(source, target), List.of(new RepeatReview()));
  }

  /**
   * @param policies whether a topic is compacted
   * @param others reviews that need more than the case, asked behind those that do not
   */
  Judging(Clock clock, Function<TopicMapping, Cleaners> policies, List<Review> others) {
    this.clock = clock;
    this.keyed = new CompactedJudge(this::plain, policies, new ContentStarts());
    reviews.add(new AbortedVisible(this::compared));
    reviews.add(new TornTransactions(this::compared));
    reviews.add(new LostTombstones());
    reviews.addAll(others);
  }

  @Override
  public PartitionReport judge(Case asked) {
    Optional<PartitionReport> refused = Declared.refused(asked);
    if (refused.isPresent()) {
      return refused.get();
    }
    StampedTimes times = StampedTimes.in(asked, compared(asked));
    Case one = times.unjudged().orElse(asked);
    PartitionReport report = times.unjudged().map(this::compared).orElse(times.first());
    for (Review review : reviews) {
      if (!report.findings().isEmpty()) {
        report = review.review(one, report);
      }
    }
    return times.together(Declared.noted(one, report, this::compared), this::compared);
  }

  private PartitionReport compared(Case one) {
    return keyed.judge(one);
  }

  private PartitionReport plain(Case one) {
    return new PartitionCheck(one, new ContentStarts(), clock).run();
  }
}
