package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.digest.Digest;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Subject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Judges a range of a copy that claims order only, from the pair of offsets on at which it begins:
 * nothing before it is read. A range without source offsets is what the target has beyond the end
 * of its source. One thread.
 */
final class OrderedJudge {
  private final PartitionJudge judge;
  private final ScanOptions options;
  private final Clock clock;

  OrderedJudge(PartitionJudge judge, ScanOptions options, Clock clock) {
    this.judge = judge;
    this.options = options;
    this.clock = clock;
  }

  Judgement judge(
      Subject subject, SealedRange suspect, Contract contract, LogView source, LogView target) {
    OffsetRange range = suspect.range();
    ProofPoint begin =
        new ProofPoint(
            suspect.partition(),
            new OffsetRange(range.from(), range.from()),
            suspect.targetFrom(),
            options.seed(),
            Digest.NONE);
    Optional<OffsetRange> demanded = range.isEmpty() ? Optional.empty() : Optional.of(range);
    PartitionReport report =
        judge.judge(
            new Case(subject, source, target, contract, options, demanded, Optional.of(begin)));
    return report.judged().from() < range.from()
        ? new Judgement(State.SUSPECT, List.of(), "a log start has passed the range")
        : Judgements.of(suspect, report, clock.millis());
  }
}
