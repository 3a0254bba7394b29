package io.strait.validator.agent;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.align.Difference;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Tally;
import io.strait.validator.contract.Contract;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Clip;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import io.strait.validator.log.Subject;
import io.strait.validator.records.Evidence;
import io.strait.validator.relation.AbortedNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Judges one partition through its sides: clips, compares, and clips again when retention moved a
 * log start meanwhile. Never throws for what a side does: what was not compared is unverifiable.
 * Confined to one thread.
 */
final class PartitionExchange {
  private static final int MOST_CLIPS = 10;
  private static final int MOST_EVIDENCE = 10;

  private final Sides sides;
  private final Subject subject;
  private final Contract contract;
  private final boolean compacted;
  private final Optional<Long> sealedTo;

  /**
   * Does nothing yet.
   *
   * @param sealedTo source offset up to which everything must be on the target; empty: what is not
   *     there may still come
   */
  PartitionExchange(
      Sides sides, Subject subject, Contract contract, boolean compacted, Optional<Long> sealedTo) {
    this.sealedTo = sealedTo;
    this.sides = sides;
    this.subject = subject;
    this.contract = contract;
    this.compacted = compacted;
  }

  PartitionReport run() {
    Optional<String> refusal = refusal();
    if (refusal.isPresent()) {
      return unread(refusal.get());
    }
    OffsetComparison byOffset =
        new OffsetComparison(
            sides, subject, contract.offsets().images().orElse(OffsetRelation.EXACT));
    String why = "";
    for (int clips = 0; clips < MOST_CLIPS; clips++) {
      try {
        return judge(byOffset);
      } catch (RangeGone gone) {
        why = gone.getMessage() + "; the log start kept moving during " + MOST_CLIPS + " attempts";
      } catch (AgentFailure | ClusterException | ScanCancelled failed) {
        return unread(failed.getMessage());
      } catch (BadQuestion | IllegalArgumentException strange) {
        return unread("an answer makes no sense: " + strange.getMessage());
      }
    }
    return unread(why);
  }

  /** What digests cannot tell; a machine that reads both sides can. */
  private Optional<String> refusal() {
    if (!subject.onTarget()) {
      return Optional.of(
          "topic '" + subject.topic().target() + "' has no such partition on the target");
    }
    if (!subject.onSource()) {
      return Optional.of(
          "topic '" + subject.topic().source() + "' has no such partition on the source");
    }
    if (contract.placement() == Contract.Placement.BY_KEY) {
      return Optional.of(
          "records are declared to be spread anew by key, which takes a scan that reads both sides;"
              + " run 'strait verify' without agents");
    }
    if (!contract.expectation().isIdentity()) {
      return Optional.of(
          "records are declared to differ ("
              + contract.expectation().text()
              + "), which cannot be told to an agent; run 'strait verify' without agents");
    }
    return contract
        .offsets()
        .images()
        .filter(relation -> !RelationJson.canSend(relation))
        .filter(relation -> sides.target() instanceof RemoteSide)
        .map(
            relation ->
                "this claim about offsets ("
                    + contract.offsets().word()
                    + ") cannot be told to an agent; let the target's side be local");
  }

  /** The bounds of the target come first: see {@link Clip#live}. */
  private PartitionReport judge(OffsetComparison byOffset) {
    LogBounds target = sides.target().bounds(subject.targetPartition());
    LogBounds source = sides.source().bounds(subject.sourcePartition());
    Optional<OffsetRelation> relation = contract.offsets().images();
    if (relation.isPresent()) {
      Clip clip = clip(source, target, relation.get());
      sides.track().holds(clip.judged().size());
      return report(byOffset.run(clip));
    }
    sides.track().holds(Math.max(0, source.stableEnd() - source.start()));
    Optional<StartSearch.Start> start = new StartSearch(sides, subject, source, target).find();
    return start
        .map(found -> report(order(source, target, found).run()))
        .orElseGet(
            () ->
                unread(
                    "no record among the first of either log stands at the beginning of the other"
                        + " (source log from "
                        + source.start()
                        + ", target log from "
                        + target.start()
                        + "), so the n-th record of one cannot be compared with that of the other;"
                        + " run 'strait verify' without agents"));
  }

  private Clip clip(LogBounds source, LogBounds target, OffsetRelation relation) {
    if (sealedTo.isEmpty()) {
      return Clip.live(source, target, relation);
    }
    long from = Math.max(source.start(), relation.toSource(target.start()));
    long to = Math.max(from, Math.min(sealedTo.get(), source.stableEnd()));
    return Clip.sealed(new OffsetRange(from, to), source, target, relation);
  }

  private OrderComparison order(LogBounds source, LogBounds target, StartSearch.Start start) {
    Optional<Long> to = sealedTo.map(end -> Math.min(end, source.stableEnd()));
    return new OrderComparison(sides, subject, source, target, start, to);
  }

  private PartitionReport report(Outcome outcome) {
    List<Finding> findings = new ArrayList<>();
    for (Difference difference : outcome.found().samples()) {
      findings.add(finding(difference, findings.size() < MOST_EVIDENCE));
    }
    FindingCounts counts = outcome.found().counts();
    if (compacted && counts.differences() > 0) {
      findings = List.of(superseded(outcome, counts));
      counts = new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L));
    }
    if (outcome.gap().isPresent()) {
      findings = new ArrayList<>(findings);
      findings.add(spent(outcome));
      counts = counts.plus(new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L)));
    }
    for (Clip.Gap gap : outcome.gaps()) {
      findings = new ArrayList<>(findings);
      findings.add(unverifiable(gap.range().from(), gap.range() + ": " + gap.why()));
      counts = counts.plus(new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L)));
    }
    PartitionReport report =
        named(
            outcome,
            new PartitionReport(
                subject.topic(),
                subject.partition(),
                outcome.judged(),
                outcome.proven(),
                outcome.tally(),
                counts,
                findings.stream().sorted(Finding.ORDER).toList()));
    for (String note : outcome.notes()) {
      report = report.noting(note);
    }
    return outcome.proof().map(report::with).orElse(report);
  }

  /** With the names that the source's transactions give, and as many findings as are wanted. */
  private PartitionReport named(Outcome outcome, PartitionReport report) {
    Map<Long, Long> hashes = new HashMap<>();
    outcome
        .found()
        .samples()
        .forEach(one -> one.target().ifPresent(seen -> hashes.put(seen.offset(), seen.full())));
    boolean images = contract.offsets().images().isPresent();
    PartitionReport named =
        compacted || hashes.isEmpty() && report.counts().of(FindingCode.MISSING) == 0
            ? report
            : new TransactionReview(sides, subject.sourcePartition(), images, hashes)
                .review(report);
    return AbortedNames.trimmed(named, sides.options().samples());
  }

  private Finding finding(Difference difference, boolean withEvidence) {
    Optional<LogRecord> from = Optional.empty();
    Optional<LogRecord> to = Optional.empty();
    if (withEvidence) {
      from = again(sides.source(), subject.sourcePartition(), difference.source());
      to = again(sides.target(), subject.targetPartition(), difference.target());
    }
    String evidence =
        withEvidence
            ? Evidence.of(difference, from, to)
            : "not read again, to move little; the first " + MOST_EVIDENCE + " findings are";
    return new Finding(
        difference.code(),
        subject.topic(),
        subject.partition(),
        difference.divergesAt(),
        offset(difference.source()),
        offset(difference.target()),
        evidence);
  }

  private static Optional<LogRecord> again(
      LogSide side, TopicPartition partition, Optional<Fingerprint> record) {
    try {
      return record.flatMap(found -> side.record(partition, found.offset()));
    } catch (RangeGone gone) {
      return Optional.empty();
    }
  }

  private Finding superseded(Outcome outcome, FindingCounts seen) {
    return unverifiable(
        outcome.proven().to(),
        "source offsets "
            + new OffsetRange(outcome.proven().to(), outcome.judged().to())
            + ": the topic is compacted and the logs differ here, as they do when the two cleaners"
            + " are at different points; the latest value of each key is compared by"
            + " 'strait verify' without agents. Seen: "
            + seen.byCode());
  }

  private Finding spent(Outcome outcome) {
    return unverifiable(
        outcome.gap().orElseThrow(),
        "source offsets "
            + new OffsetRange(
                Math.min(outcome.gap().orElseThrow(), outcome.judged().to()), outcome.judged().to())
            + ": so much differs that no more fingerprints were moved ("
            + OffsetComparison.ALLOWANCE
            + " per partition); mend the copy, or run 'strait verify' without agents");
  }

  private PartitionReport unread(String why) {
    OffsetRange none = new OffsetRange(0, 0);
    return new PartitionReport(
        subject.topic(),
        subject.partition(),
        none,
        none,
        new Tally(0, 0, 0, 0),
        new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L)),
        List.of(unverifiable(0, why)));
  }

  private Finding unverifiable(long at, String why) {
    return new Finding(
        FindingCode.UNVERIFIABLE,
        subject.topic(),
        subject.partition(),
        at,
        OptionalLong.empty(),
        OptionalLong.empty(),
        why);
  }

  private static OptionalLong offset(Optional<Fingerprint> record) {
    return record.isPresent() ? OptionalLong.of(record.get().offset()) : OptionalLong.empty();
  }
}
