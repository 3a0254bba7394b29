package io.strait.replicator.engine;

import java.util.Optional;

/**
 * Puts aside what cannot be copied, in an order that no crash can spoil: the letter is stored in
 * the link's dead-letter topic, then the entry in the gap ledger, and only then the target may hold
 * anything at these offsets. A crash in between does all of it again, under the same names; readers
 * count a letter once. Owned by the pump's thread.
 */
final class LetterTurn implements InternalLog.Fate {
  /** So many in a row say that the topic, or a transform, is at fault and not the records. */
  private static final int MOST_IN_A_ROW = 10_000;

  private final PumpContext context;
  private final PartitionCopy copy;
  private final Stage stage;
  private final Runnable done;
  private Optional<Step.Letter> onItsWay = Optional.empty();
  private boolean entered;

  /**
   * @param stage whose turn it is
   * @param done told when the letter and its entry are stored
   */
  LetterTurn(PumpContext context, PartitionCopy copy, Stage stage, Runnable done) {
    this.context = context;
    this.copy = copy;
    this.stage = stage;
    this.done = done;
  }

  /** Goes on with the letter in front; nothing before it is unanswered. */
  void advance(Step.Letter step) {
    PutAside aside = copy.putAside();
    if (entered && aside.isEntered()) {
      entered = false;
      onItsWay = Optional.empty();
      done.run();
    } else if (onItsWay.isEmpty() && aside.inARow() >= MOST_IN_A_ROW) {
      copy.halt(tooMany(step));
    } else if (onItsWay.isEmpty() && aside.isIdle()) {
      // One of an earlier stage that is still on its way may be the very same.
      write(step);
    }
  }

  private void write(Step.Letter step) {
    onItsWay = Optional.of(step);
    LetterFormat.Origin origin =
        new LetterFormat.Origin(
            context.identity().link().name(), copy.pair(), step.from(), step.to());
    copy.putAside()
        .append(LetterFormat.write(step.letter(), origin, context.clock().instant()), this);
  }

  @Override
  public void stored() {
    if (copy.stage() == stage && !entered) {
      entered = true;
      onItsWay.ifPresent(step -> copy.putAside().enter(step.from(), step.to()));
    }
  }

  @Override
  public void refused(String why) {
    String reason = onItsWay.map(step -> step.letter().reason()).orElse("");
    long at = onItsWay.map(Step.Letter::from).orElse(-1L);
    onItsWay = Optional.empty();
    copy.halt(PassCheck.poison(at, reason + "; nor can it be put aside: " + why));
  }

  private static Halt tooMany(Step.Letter step) {
    return new Halt(
        Halt.Cause.BATCH_REFUSED,
        MOST_IN_A_ROW
            + " records in a row could not be copied, the next one at source offset "
            + step.from()
            + " ("
            + step.letter().reason()
            + "); see 'strait dlq list', mend the topic or the transform, and start the link again");
  }
}
