package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.audit.Standing.Doubtful;
import io.strait.validator.audit.Standing.Fallen;
import io.strait.validator.audit.Standing.Firm;
import io.strait.validator.audit.Standing.Gone;
import io.strait.validator.check.FindingCode;
import io.strait.validator.log.LedRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Subject;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/**
 * Tells whether the logs of a partition still are those that were sealed: by their ends, by the
 * topics' ids, and, when a leader has changed, by the last record that was read, which must still
 * stand at its offset under no later leader. What is cut off and grows again is seen by that too,
 * also when it happened while nobody audited. A log start that moves up says nothing: that is
 * retention.
 *
 * <p>Not seen: a log cut and grown again to other records without any leader change, which only
 * somebody who writes a broker's files can do; and a cut on brokers that tell no leader epochs
 * (before 2.1), unless it was seen short. Confined to one thread.
 */
final class Ground {
  private static final SeenLog UNSEEN = new SeenLog(new LogBounds(0, 0, 0), -1);

  private final AuditLogs sources;
  private final AuditLogs targets;
  private final Doubts doubts;
  private final long seed;

  /** {@code seed} is that of the audit. */
  Ground(AuditLogs sources, AuditLogs targets, Doubts doubts, long seed) {
    this.sources = sources;
    this.targets = targets;
    this.doubts = doubts;
    this.seed = seed;
  }

  /**
   * One partition as it is looked at.
   *
   * @param known how far it was sealed
   * @param origins which source offset a target offset stands for, as far as anybody can tell
   */
  record Plot(
      AuditedPartition partition,
      PartitionPosition known,
      SeenLog source,
      SeenLog target,
      LongUnaryOperator origins) {
    private Subject subject() {
      return partition.subject();
    }

    private Footings stood() {
      return known.footings();
    }
  }

  /**
   * How it stands.
   *
   * @param now milliseconds since the epoch
   * @throws io.strait.replicator.cluster.ClusterException if a log cannot be read
   */
  Standing of(Plot plot, long now) {
    String then = plot.stood().targetId();
    if (!then.isEmpty() && !then.equals(plot.partition().targetId())) {
      if (plot.known().sealedTo() == plot.known().from()) {
        return new Firm(footings(plot, Footing.NONE, false));
      }
      String why = "the target topic was created again: its id was " + then + " and is ";
      AuditFinding found = another(plot, why + plot.partition().targetId(), now);
      return lasting(plot, now, new Fallen(found, false, 0, footings(plot, Footing.NONE, false)));
    }
    OptionalLong cut = cut(plot, true);
    if (cut.isPresent()) {
      return lasting(plot, now, fallen(plot, true, cut.getAsLong(), now));
    }
    cut = cut(plot, false);
    if (cut.isPresent()) {
      return lasting(plot, now, fallen(plot, false, cut.getAsLong(), now));
    }
    doubts.settled(plot.subject().sourcePartition(), Doubts.Kind.GROUND);
    return new Firm(firm(plot));
  }

  /** How a partition stands that the target has not, or no longer. */
  Standing absent(AuditedPartition partition, PartitionPosition known, long now) {
    if (known.sealedTo() == known.from()) {
      return new Doubtful();
    }
    Plot plot = new Plot(partition, known, UNSEEN, UNSEEN, at -> at);
    String why = "the target has no " + partition.subject().targetPartition() + " any more";
    return lasting(plot, now, new Gone(another(plot, why, now)));
  }

  private Standing lasting(Plot plot, long now, Standing confirmed) {
    boolean lasts = doubts.lasts(plot.subject().sourcePartition(), Doubts.Kind.GROUND, now);
    return lasts ? confirmed : new Doubtful();
  }

  /** The first offset of one side's log that is not what it was; empty while all is well. */
  private OptionalLong cut(Plot plot, boolean onSource) {
    SeenLog seen = onSource ? plot.source() : plot.target();
    Footing stood = onSource ? plot.stood().source() : plot.stood().target();
    boolean judged = onSource && plot.known().sealedTo() > plot.known().from();
    long least = Math.max(stood.offset() + 1, judged ? plot.known().sealedTo() : 0);
    if (seen.bounds().end() < least) {
      return OptionalLong.of(seen.bounds().end());
    }
    boolean another = stood.epoch() >= 0 && seen.epoch() >= 0 && stood.epoch() != seen.epoch();
    boolean doubted = doubts.isIn(plot.subject().sourcePartition(), Doubts.Kind.GROUND);
    if (!stood.isSet() || stood.offset() < seen.bounds().start() || !(another || doubted)) {
      return OptionalLong.empty();
    }
    if (seen.bounds().stableEnd() <= stood.offset()) {
      return OptionalLong.of(seen.bounds().stableEnd());
    }
    LogView log =
        onSource
            ? sources.log(plot.subject().sourcePartition())
            : targets.log(plot.subject().targetPartition());
    return cut(log, stood, seen);
  }

  /** The record at the place is asked for; where a cleaner took it, those around it. */
  private OptionalLong cut(LogView log, Footing stood, SeenLog seen) {
    long at = stood.offset();
    long start = seen.bounds().start();
    Optional<LedRecord> next = log.first(new OffsetRange(at, seen.bounds().stableEnd()));
    boolean stands = next.filter(one -> one.record().offset() == at).isPresent();
    boolean later = next.filter(one -> isLater(one, stood)).isPresent();
    if (stands && !later) {
      boolean same = print(next.orElseThrow()) == stood.print();
      return same ? OptionalLong.empty() : OptionalLong.of(start);
    }
    if (next.isPresent() && !later) {
      return OptionalLong.empty();
    }
    OptionalLong first = firstLater(log, stood, start, at);
    return first.isPresent() || !stands ? first : OptionalLong.of(at);
  }

  /** Epochs never fall along a log: halving finds the first record of a later leader. */
  private static OptionalLong firstLater(LogView log, Footing stood, long from, long to) {
    long low = from;
    long high = to;
    while (low < high) {
      long middle = (low + high) >>> 1;
      boolean before =
          log.first(new OffsetRange(middle, to)).filter(one -> !isLater(one, stood)).isPresent();
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    Optional<LedRecord> found = low < to ? log.first(new OffsetRange(low, to)) : Optional.empty();
    return found.map(one -> OptionalLong.of(one.record().offset())).orElseGet(OptionalLong::empty);
  }

  private static boolean isLater(LedRecord one, Footing stood) {
    return one.epoch() >= 0 && stood.epoch() >= 0 && one.epoch() > stood.epoch();
  }

  private long print(LedRecord one) {
    return RangeReader.print(seed, one.record());
  }

  private Fallen fallen(Plot plot, boolean onSource, long cut, long now) {
    SeenLog seen = onSource ? plot.source() : plot.target();
    Footing anew = new Footing(seen.epoch(), -1, 0);
    PartitionPosition known = plot.known();
    long at = onSource ? cut : plot.origins().applyAsLong(cut);
    AuditFinding found =
        new AuditFinding(
            onSource ? FindingCode.TRUNCATED_SOURCE : FindingCode.TRUNCATED_TARGET,
            plot.subject().topic(),
            plot.subject().partition(),
            Math.max(known.from(), Math.min(at, known.sealedTo())),
            OptionalLong.empty(),
            onSource ? OptionalLong.empty() : OptionalLong.of(cut),
            new OffsetRange(known.from(), known.sealedTo()),
            1,
            evidence(plot, onSource, cut),
            now);
    return new Fallen(found, onSource, cut, footings(plot, anew, onSource));
  }

  private static String evidence(Plot plot, boolean onSource, long cut) {
    SeenLog seen = onSource ? plot.source() : plot.target();
    Footing stood = onSource ? plot.stood().source() : plot.stood().target();
    String side = onSource ? "source" : "target";
    long judged = onSource ? plot.known().sealedTo() : stood.offset() + 1;
    return seen.bounds().end() < judged
        ? side + " log ends at " + seen.bounds().end() + ", but was judged up to " + judged
        : side
            + " log was cut off at offset "
            + cut
            + " and has grown again: it was judged up to "
            + judged
            + " under leader epoch "
            + stood.epoch()
            + ", and other records stand there now, under "
            + seen.epoch();
  }

  private static AuditFinding another(Plot plot, String why, long now) {
    PartitionPosition known = plot.known();
    return new AuditFinding(
        FindingCode.RESET_TARGET,
        plot.subject().topic(),
        plot.subject().partition(),
        known.from(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        new OffsetRange(known.from(), known.sealedTo()),
        1,
        why + "; it was judged for source offsets " + known.from() + " to " + known.sealedTo(),
        now);
  }

  private static Footings footings(Plot plot, Footing anew, boolean onSource) {
    return new Footings(
        plot.partition().targetId(),
        onSource ? anew : plot.stood().source(),
        onSource ? plot.stood().target() : anew);
  }

  private static Footings firm(Plot plot) {
    Footings stood = plot.stood();
    return new Footings(
        plot.partition().targetId(),
        stood.source().under(plot.source().epoch()),
        stood.target().under(plot.target().epoch()));
  }
}
