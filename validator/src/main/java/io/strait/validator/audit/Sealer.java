package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.log.LogBounds;

/** Decides what of a partition is sealed next. Pure. */
final class Sealer {
  private Sealer() {}

  /**
   * Where the audit of a partition begins.
   *
   * @param least first source offset that is of interest
   * @param latest whether only what comes from now on is
   */
  static SealDecision.Begin begin(
      LogBounds source, LogBounds target, OffsetRelation relation, long least, boolean latest) {
    long start = Math.max(source.start(), relation.toSource(target.start()));
    long reached = Math.min(source.stableEnd(), relation.toSource(target.stableEnd()));
    long from = Math.max(least, latest ? Math.max(start, reached) : start);
    return new SealDecision.Begin(from, Math.max(target.start(), relation.toTarget(from)));
  }

  /**
   * The next act.
   *
   * @param known how far the partition is
   * @param anchored whether all of the target before the position's is proved
   * @param source bounds of the source, read after those of the target
   * @param target bounds of the target
   * @param most offsets of one range
   */
  static SealDecision next(
      PartitionPosition known,
      boolean anchored,
      LogBounds source,
      LogBounds target,
      OffsetRelation relation,
      long most) {
    long start = Math.max(source.start(), relation.toSource(target.start()));
    long reached = Math.min(source.stableEnd(), relation.toSource(target.stableEnd()));
    long at = known.sealedTo();
    long gone = Math.min(start, source.stableEnd());
    if (at < gone) {
      return new SealDecision.Lost(
          new OffsetRange(at, gone),
          Math.max(known.targetTo(), relation.toTarget(gone)),
          "no longer on both sides when its turn came: source log starts at "
              + source.start()
              + ", target log at "
              + target.start()
              + " (retention or DeleteRecords)");
    }
    if (at < reached) {
      long to = Math.min(reached, at + most);
      return new SealDecision.Seal(
          new OffsetRange(at, to), onTarget(relation, known, anchored, at, to));
    }
    return relation.toSource(target.stableEnd()) > source.end()
        ? new SealDecision.Ahead(source.end(), target.stableEnd())
        : new SealDecision.Rest();
  }

  /**
   * Where the claim about offsets has changed since the range before was proved, what lies between
   * its end and the image of this one's begin was read by nobody and belongs to this one.
   */
  private static OffsetRange onTarget(
      OffsetRelation relation, PartitionPosition known, boolean anchored, long at, long to) {
    long image = relation.toTarget(at);
    long from = Math.max(0, anchored ? Math.min(known.targetTo(), image) : image);
    return new OffsetRange(from, Math.max(from, relation.toTarget(to)));
  }
}
