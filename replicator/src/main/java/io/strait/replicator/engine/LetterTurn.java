package io.strait.replicator.engine;

import java.util.Optional;

/**
 * Puts aside what cannot be copied: a letter is stored in the link's dead-letter topic before the
 * copy goes on past it. A crash in between stores the same letter, under the same name, again;
 * readers count it once. Owned by the pump's thread.
 */
final class LetterTurn implements InternalLog.Fate {
  /** So many in a row say that the topic, or a transform, is at fault and not the records. */
  private static final int MOST_IN_A_ROW = 10_000;

  private final PumpContext context;
  private final PartitionCopy copy;
  private final Runnable stored;
  private Optional<Step.Letter> onItsWay = Optional.empty();

  /**
   * @param stored told when the letter is stored
   */
  LetterTurn(PumpContext context, PartitionCopy copy, Runnable stored) {
    this.context = context;
    this.copy = copy;
    this.stored = stored;
  }

  /** Stores a letter, unless it is on its way already; nothing before it is unanswered. */
  void write(Step.Letter step) {
    if (onItsWay.isPresent()) {
      return;
    }
    if (copy.lettersInARow() >= MOST_IN_A_ROW) {
      copy.halt(tooMany(step));
      return;
    }
    onItsWay = Optional.of(step);
    copy.letters()
        .append(
            LetterFormat.write(
                step.letter(),
                new LetterFormat.Origin(
                    context.identity().link().name(), copy.pair(), step.from(), step.to()),
                context.clock().instant()),
            this);
  }

  @Override
  public void stored() {
    onItsWay = Optional.empty();
    stored.run();
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
