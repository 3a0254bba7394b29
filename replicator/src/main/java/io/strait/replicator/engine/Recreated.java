package io.strait.replicator.engine;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.progress.PartitionState;
import java.util.Optional;

/**
 * The source topic was deleted and created again, and the link is to follow the new one: a new
 * generation begins in the offset map behind what the target keeps of the old topic, then the
 * matter goes to the ledger, then the target is read again. In this order: a generation without
 * records may begin once more at the same place, so a crash between any two of them comes here
 * again, and one behind the entry does not. Pump's thread.
 */
final class Recreated implements Stage.Reading {
  private final PartitionCopy copy;
  private final ResumeFacts facts;
  private boolean begun;
  private boolean entered;
  private boolean waited;

  Recreated(PartitionCopy copy, ResumeFacts facts) {
    this.copy = copy;
    this.facts = facts;
  }

  /** Whether the partition's topic was created again and nothing says that the copy knows. */
  static boolean isNews(PumpContext context, PartitionCopy copy) {
    return context.memory().recreated().contains(copy.pair().source().topic())
        && !copy.ledger().knows(GapCause.SOURCE_RECREATED);
  }

  @Override
  public PartitionState state() {
    return PartitionState.RESOLVING;
  }

  @Override
  public Optional<String> problem() {
    return Optional.of("the source topic was created again: a new generation begins");
  }

  @Override
  public void leave() {
    // Holds nothing.
  }

  @Override
  public void advance(long now) {
    long end = facts.target().end();
    if (copy.mayMeetAnEarlierOwner(now)) {
      waited = true;
    } else if (waited) {
      copy.doubt("an earlier owner's last batch may have landed meanwhile");
    } else if (!begun) {
      begun = true;
      if (end > 0) {
        copy.offsets().keep(facts.map().withGeneration(end, 0, 0));
      }
    } else if (!entered && copy.offsets().isStored()) {
      entered = true;
      long next = nextOfTheOldOne(facts.map(), end);
      copy.ledger().enter(GapCause.SOURCE_RECREATED, next, next, text(next, end));
    } else if (entered && copy.ledger().isStored()) {
      if (end > 0) {
        copy.mapFromHere("the source topic was created again");
      }
      copy.doubt("the source topic was created again");
    }
  }

  /** Also where the generation had begun already. */
  private static long nextOfTheOldOne(OffsetMap map, long end) {
    return end == 0
        ? 0
        : map.sourceOf(end - 1) instanceof Translation.Exact last
            ? last.offset() + 1
            : map.sourceOf(end - 1).position();
  }

  private static String text(long next, long end) {
    return end == 0
        ? "nothing of the old topic had been copied to this partition"
        : "the old topic was copied up to its offset "
            + next
            + ", what else it held is lost; the target keeps it before its offset "
            + end
            + ", and the new topic follows from there";
  }
}
