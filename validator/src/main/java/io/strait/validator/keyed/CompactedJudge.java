package io.strait.validator.keyed;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.PartitionJudge;
import io.strait.validator.judge.ScanHooks;
import io.strait.validator.judge.ScanMode;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.judge.StartFinder;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges compacted topics: finds out which records one side lacks because its cleaner has removed
 * them, lets another judge compare what is left as two ordinary logs, and tells what that means for
 * the keys. The rules are in the package's description.
 *
 * <p>Logs that are equal record by record are left to the other judge altogether. Where cleaners
 * run meanwhile, it begins anew, five times at most. Memory: at most 32 MiB for the keys at hand,
 * and one bit per offset of stretches that stand on one side only.
 */
public final class CompactedJudge implements PartitionJudge {
  /** 32 bytes each, 16 MiB in all, and as much again while the index grows or is sorted. */
  private static final int CAPACITY = 1 << 19;

  private static final int ATTEMPTS = 5;
  private static final int LOOKED_AT = 1_000;

  private final PartitionJudge plain;
  private final Function<TopicMapping, Cleaners> policies;
  private final StartFinder starts;
  private final int capacity;
  private final long held;

  /**
   * Judges with the help of another judge.
   *
   * @param plain compares logs record by record; asked first, and again without what compaction
   *     explains
   * @param policies whether a topic is compacted on either side; asked only when there are
   *     differences
   * @param starts where both logs begin to hold the same records, where nothing is claimed about
   *     offsets and one of them no longer begins at 0
   */
  public CompactedJudge(
      PartitionJudge plain, Function<TopicMapping, Cleaners> policies, StartFinder starts) {
    this(plain, policies, starts, CAPACITY, HeldLog.MOST_BYTES);
  }

  /**
   * The same with another bound of memory.
   *
   * @param capacity most records held at a time, 32 bytes each, 1 or more; where there are more,
   *     both logs are read once more for each further share of the keys
   * @param held most bytes of records of one side that are read once and held; larger logs are read
   *     several times
   */
  public CompactedJudge(
      PartitionJudge plain,
      Function<TopicMapping, Cleaners> policies,
      StartFinder starts,
      int capacity,
      long held) {
    this.plain = plain;
    this.policies = policies;
    this.starts = starts;
    this.capacity = capacity;
    this.held = held;
  }

  @Override
  public PartitionReport judge(Case one) {
    PartitionReport first = plain.judge(one);
    if (first.counts().differences() == 0 && !lacksAStart(one, first)) {
      return first;
    }
    if (!one.subject().isOnBoth()) {
      return first;
    }
    Cleaners cleaners = policies.apply(one.subject().topic());
    return cleaners.any() ? keyed(one, cleaners, first) : first;
  }

  /** Where only order is claimed, cleaned beginnings may have nothing in common. */
  private static boolean lacksAStart(Case one, PartitionReport report) {
    return one.subject().isOnBoth()
        && report.counts().of(FindingCode.UNVERIFIABLE) > 0
        && one.contract().offsets().images().isEmpty();
  }

  private PartitionReport keyed(Case one, Cleaners cleaners, PartitionReport first) {
    String why = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return attempt(one, cleaners);
      } catch (LogMoved | RangeGone moved) {
        why = moved.getMessage() + "; it kept changing during " + ATTEMPTS + " attempts";
      } catch (ClusterException | ScanCancelled | TooManyRecords | DamagedBatch failed) {
        return CompactedReport.unread(first, failed.getMessage());
      }
    }
    return CompactedReport.unread(first, why);
  }

  /** The bounds of the target come first, so that it is never ahead for having grown meanwhile. */
  private PartitionReport attempt(Case one, Cleaners cleaners) {
    Printer printer = new Printer(one.options().seed(), one.contract().expectation());
    LogBounds targetNow = one.target().bounds();
    LogBounds sourceNow = one.source().bounds();
    Optional<StartFinder.Start> start = start(one, sourceNow, targetNow);
    LogBounds to = start.map(at -> from(at.targetOffset(), targetNow)).orElse(targetNow);
    LogBounds from = start.map(at -> from(at.sourceOffset(), sourceNow)).orElse(sourceNow);
    SideLog target =
        new SideLog("target", HeldLog.of(one.target(), to, held), to, printer::ofTarget);
    SideLog source =
        new SideLog("source", HeldLog.of(one.source(), from, held), from, printer::ofSource);
    Optional<OffsetRelation> images = one.contract().offsets().images();
    Marks marks = new Marks();
    long frontier =
        images.map(relation -> relation.toSource(targetNow.stableEnd())).orElse(Long.MAX_VALUE);
    Shares shares = new Shares(source, target, capacity);
    shares.each(
        index -> {
          KeyRule rule =
              new KeyRule(
                  cleaners,
                  images,
                  frontier,
                  marks,
                  LaterKeys.of(one.source(), from.stableEnd(), printer::ofSource),
                  LaterKeys.of(one.target(), to.stableEnd(), printer::ofTarget));
          index.byKey(key -> rule.judge(new KeyHistory(index, key)));
        });
    Removed removed =
        marks.nothingToExplain()
            ? new Removed()
            : new GapCheck(source, target, images, marks).run();
    AbortedCopies.unhide(source, target, printer, removed);
    PartitionReport rest = plain.judge(sifted(one, source, target, removed));
    if (rest.counts().differences() > 0) {
      target.recheck();
      source.recheck();
    }
    return new CompactedReport(one, marks, removed, shares.readings()).of(rest);
  }

  /** What one side's retention took was never to be compared, and explains nothing. */
  private Optional<StartFinder.Start> start(Case one, LogBounds source, LogBounds target) {
    boolean trimmed = source.start() > 0 || target.start() > 0;
    return trimmed && one.contract().offsets().images().isEmpty()
        ? starts.find(one, source, target)
        : Optional.empty();
  }

  private static LogBounds from(long start, LogBounds now) {
    return new LogBounds(start, Math.max(start, now.stableEnd()), Math.max(start, now.end()));
  }

  /** Checkpoints and batch comparison are for logs as they are. */
  private static Case sifted(Case one, SideLog source, SideLog target, Removed removed) {
    LogView from = new SiftedLog(source.view(), source.bounds(), removed.fromTarget::has);
    LogView to =
        new SiftedLog(
            target.view(),
            target.bounds(),
            offset -> removed.fromSource.has(offset) || removed.undeleted.has(offset));
    ScanOptions options = one.options();
    ScanHooks hooks = options.hooks().withCheckpoint(ScanHooks.NONE.checkpoint());
    return new Case(
        one.subject(),
        from,
        to,
        one.contract(),
        options
            .withHooks(hooks)
            .withMode(ScanMode.FULL)
            .withSamples(Math.max(LOOKED_AT, options.samples())),
        one.demanded());
  }
}
