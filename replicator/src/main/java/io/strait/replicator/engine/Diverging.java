package io.strait.replicator.engine;

import io.strait.replicator.progress.GapCause;
import io.strait.replicator.progress.PartitionState;
import java.util.Optional;

/**
 * The source rewrote its log and the link is to follow it: the records that only the target holds
 * go to the ledger, then a new generation begins in the offset map, then the target is read again.
 * In this order, so that a crash between any two of them comes here again. Pump's thread.
 */
final class Diverging implements Stage.Reading {
  private final PartitionCopy copy;
  private final Resume.Diverged where;
  private final long targetEnd;
  private boolean entered;
  private boolean waited;

  Diverging(PartitionCopy copy, Resume.Diverged where, long targetEnd) {
    this.copy = copy;
    this.where = where;
    this.targetEnd = targetEnd;
  }

  @Override
  public PartitionState state() {
    return PartitionState.RESOLVING;
  }

  @Override
  public Optional<String> problem() {
    return Optional.of(where.halt().text());
  }

  @Override
  public void leave() {
    // Holds nothing.
  }

  @Override
  public void advance(long now) {
    if (copy.mayMeetAnEarlierOwner(now)) {
      waited = true;
    } else if (waited) {
      copy.doubt("an earlier owner's last batch may have landed meanwhile");
    } else if (!entered) {
      entered = true;
      copy.ledger()
          .enter(
              GapCause.SOURCE_TRUNCATED,
              where.from(),
              where.next(),
              "the target keeps what the source lost before its offset "
                  + targetEnd
                  + "; what the source holds from "
                  + where.from()
                  + " on follows from there");
    } else if (copy.ledger().isStored()) {
      copy.offsets()
          .keep(copy.offsets().map().withGeneration(targetEnd, where.from(), where.from()));
      copy.tombstones().restart();
      copy.mapFromHere("the source rewrote its log at offset " + where.from());
      copy.doubt("a new generation of the source begins");
    }
  }
}
