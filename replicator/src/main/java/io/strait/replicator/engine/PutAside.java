package io.strait.replicator.engine;

import io.strait.replicator.progress.GapCause;
import io.strait.replicator.wire.PlainRecord;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What of one partition went to the link's dead-letter topic instead of the target. Lives as long
 * as the partition is copied here, whatever its stage. Owned by the pump's thread.
 */
final class PutAside {
  private final InternalLog letters;
  private final PartitionLedger ledger;
  private long stored;
  private long inARow;

  PutAside(PumpContext context, TopicPartition target, PartitionLedger ledger) {
    this.letters = new InternalLog(context, InternalTopic.DEAD_LETTERS, target);
    this.ledger = ledger;
  }

  /** Has a letter stored, behind all earlier ones. */
  void append(PlainRecord letter, InternalLog.Fate fate) {
    letters.append(letter, fate);
  }

  /** Whether every letter was stored or refused. */
  boolean isIdle() {
    return letters.isIdle();
  }

  /** A letter about source offsets {@code [from, to)} is stored; the ledger is to say so. */
  void enter(long from, long to) {
    ledger.enter(GapCause.DEAD_LETTER, from, to, "in the link's dead-letter topic");
    stored++;
    inARow++;
  }

  /** Whether the ledger holds every entry. */
  boolean isEntered() {
    return ledger.isStored();
  }

  /** Whether the record of this source offset is a dead letter, not on the target. */
  boolean holds(long offset) {
    return ledger.covers(GapCause.DEAD_LETTER, offset);
  }

  /** A record was copied. */
  void copied() {
    inARow = 0;
  }

  /** Letters stored by this engine. */
  long stored() {
    return stored;
  }

  /** Letters stored since a record was copied. */
  long inARow() {
    return inARow;
  }

  /** Why a letter is not stored yet, if something is in the way. */
  Optional<String> problem() {
    return letters.problem();
  }

  /** Sends what is due; see {@link InternalLog#advance}. */
  void advance(long now) {
    letters.advance(now);
  }
}
