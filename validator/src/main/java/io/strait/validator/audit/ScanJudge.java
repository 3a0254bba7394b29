package io.strait.validator.audit;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.check.Verdict;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Subject;
import io.strait.validator.raw.RawReader;
import io.strait.validator.records.CaseJudge;
import io.strait.validator.records.LinkScan;
import io.strait.validator.records.ScanReport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Judges suspects by the scan that {@code strait verify} uses, over their ranges. */
public final class ScanJudge implements SuspectJudge {
  private final Cluster source;
  private final Cluster target;
  private final ScanOptions options;
  private final Clock clock;

  /** The grace of the options is not used: a suspect has had its own. */
  public ScanJudge(Cluster source, Cluster target, ScanOptions options, Clock clock) {
    this.source = source;
    this.target = target;
    this.options = options.withGrace(Duration.ZERO).withThreads(1);
    this.clock = clock;
  }

  @Override
  public Judgement judge(Subject subject, SealedRange suspect) {
    OffsetRange range = suspect.range();
    Contract contract = options.contracts().apply(subject.topic()).at(subject.partition());
    if (contract.offsets().images().isEmpty()) {
      return inOrder(subject, suspect, contract);
    }
    if (suspect.anchored() && range.from() > 0) {
      // What stands between the images of the last offset before and of the first is seen as well.
      Judgement wider = judge(subject, suspect, new OffsetRange(range.from() - 1, range.to()));
      if (wider.state() != State.SUSPECT && wider.state() != State.UNVERIFIABLE) {
        return wider;
      }
    }
    return judge(subject, suspect, range);
  }

  private Judgement judge(Subject subject, SealedRange suspect, OffsetRange range) {
    ScanReport report =
        new LinkScan(source, target, List.of(subject.topic()), options, clock)
            .run(Map.of(subject.sourcePartition(), range));
    if (report.partitions().isEmpty()) {
      String why =
          report.verdict() instanceof Verdict.Inconclusive open
              ? open.reason()
              : "the scan judged nothing";
      return new Judgement(State.SUSPECT, List.of(), why);
    }
    return Judgements.of(suspect, report.partitions().get(0), clock.millis());
  }

  /** From the pair of offsets on at which the range begins; nothing before it is read. */
  private Judgement inOrder(Subject subject, SealedRange suspect, Contract contract) {
    try (RawReader from = reader(source);
        RawReader to = reader(target)) {
      LogView sourceLog = from.log(subject.sourcePartition());
      LogView targetLog = to.log(subject.targetPartition());
      CaseJudge judge = new CaseJudge(source, target, clock);
      return new OrderedJudge(judge, options, clock)
          .judge(subject, suspect, contract, sourceLog, targetLog);
    }
  }

  private RawReader reader(Cluster cluster) {
    return new RawReader(
        cluster,
        options.stall(),
        clock,
        () -> false,
        (records, bytes) -> {},
        options.hooks().pace());
  }
}
