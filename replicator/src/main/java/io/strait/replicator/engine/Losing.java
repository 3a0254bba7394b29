package io.strait.replicator.engine;

import io.strait.replicator.progress.GapCause;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.ProducerView;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.TimeAt;
import io.strait.replicator.wire.WireFailure;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The source no longer holds what would be copied next: finds out why, and either stops or enters
 * the range in the gap ledger. Copying goes on behind it only once the entry is stored, for the
 * target shows no trace of the loss afterwards. Pump's thread.
 */
final class Losing implements Stage.Reading, Reply<TimeAt> {
  private final PumpContext context;
  private final PartitionCopy copy;
  private final Resume.Lost lost;
  private final ResumeFacts facts;
  private final int targetNode;
  private boolean asked;
  private boolean entered;

  Losing(
      PumpContext context,
      PartitionCopy copy,
      Resume.Lost lost,
      ResumeFacts facts,
      int targetNode) {
    this.context = context;
    this.copy = copy;
    this.lost = lost;
    this.facts = facts;
    this.targetNode = targetNode;
  }

  @Override
  public PartitionState state() {
    return PartitionState.RESOLVING;
  }

  @Override
  public Optional<String> problem() {
    return Optional.of(
        "the source no longer holds offsets [" + lost.from() + ", " + lost.to() + ")");
  }

  @Override
  public void leave() {
    // A late answer finds another stage.
  }

  @Override
  public void advance(long now) {
    if (!asked) {
      asked = true;
      Optional<Integer> leader = context.source().leader(copy.pair().source());
      if (leader.isPresent()) {
        context.sourcePeer().firstTime(leader.get(), copy.pair().source(), this);
      } else {
        copy.doubt("the source has no leader");
      }
    } else if (entered && copy.ledger().isStored()) {
      copy.run(lost.then(), facts, targetNode);
    }
  }

  @Override
  public void answered(TimeAt first) {
    if (copy.stage() != this) {
      return;
    }
    Outcome outcome = first.outcome();
    if (outcome.ok()) {
      judge(first.timestamp());
    } else {
      copy.doubt("source: " + outcome.text());
    }
  }

  @Override
  public void failed(WireFailure failure) {
    if (copy.stage() == this) {
      copy.doubt(failure.toString());
    }
  }

  private void judge(OptionalLong firstLeft) {
    OptionalLong lastCopied =
        facts.data().map(ProducerView.State::lastTimestamp).stream()
            .mapToLong(Long::longValue)
            .findFirst();
    LossCause cause =
        LossCause.of(
            context.settings(copy.pair().source().topic()),
            lastCopied,
            firstLeft,
            context.wallMillis());
    Reactions reactions = context.options().policy().reactions();
    boolean deleted = cause.cause() == GapCause.RECORDS_DELETED;
    Reaction reaction = deleted ? reactions.recordsDeleted() : reactions.retentionOverrun();
    if (reaction == Reaction.HALT) {
      copy.halt(
          new Halt(
              deleted ? Halt.Cause.RECORDS_DELETED : Halt.Cause.RETENTION_OVERRUN,
              "the source deleted offsets ["
                  + lost.from()
                  + ", "
                  + lost.to()
                  + ") before they were copied ("
                  + cause.cause()
                  + ": "
                  + cause.facts()
                  + "); to go on without them set on."
                  + (deleted ? "recordsDeleted" : "retentionOverrun")
                  + ": continue"));
      return;
    }
    copy.ledger().enter(cause.cause(), lost.from(), lost.to(), cause.facts());
    entered = true;
  }
}
