package io.strait.replicator.engine;

import io.strait.replicator.wire.Answer;
import io.strait.replicator.wire.CoordinatorAt;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.ProducerView;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.TransactionPeer;
import io.strait.replicator.wire.TransactionProducer;
import io.strait.replicator.wire.TransactionState;
import io.strait.replicator.wire.WireFailure;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The transactions that mirror those of one source producer in one partition.
 *
 * <p>What it needs to know is read from the target: an open transaction is gone on with under the
 * same producer id and epoch (its sequence is the guard); otherwise the id is initialised, which
 * fences whoever used it before. Whatever goes wrong sends the partition back to reading the
 * target. Pump's thread.
 */
final class Twin {
  /** The longest that brokers allow unless told otherwise ({@code transaction.max.timeout.ms}). */
  static final Duration TIMEOUT = Duration.ofMinutes(15);

  private enum Phase {
    NEW,
    ASKING,
    CLOSED,
    OPEN
  }

  private final TwinTransactions all;
  private final String id;
  private Phase phase = Phase.NEW;
  private int coordinator = -1;
  private long producerId = -1;
  private short epoch = -1;
  private int nextSequence;
  private boolean initialised;
  private boolean trusted;

  Twin(TwinTransactions all, String id) {
    this.all = all;
    this.id = id;
  }

  String id() {
    return id;
  }

  long producerId() {
    return producerId;
  }

  short epoch() {
    return epoch;
  }

  /** Whether batches may be appended; starts to find out what is missing for it. */
  boolean isReadyToAppend() {
    if (phase == Phase.NEW) {
      findCoordinator();
    } else if (phase == Phase.CLOSED && !initialised) {
      initialise();
    }
    return phase == Phase.OPEN || phase == Phase.CLOSED && initialised;
  }

  /** Whether it is known if a transaction is open; starts to find out. */
  boolean isKnown() {
    if (phase == Phase.NEW) {
      findCoordinator();
    }
    return phase == Phase.OPEN || phase == Phase.CLOSED;
  }

  /**
   * Whether the target's log end was seen unchanged after its state was read: a batch that landed
   * in between would be sent a second time.
   */
  boolean isTrusted() {
    return trusted;
  }

  void trust() {
    trusted = true;
  }

  boolean isOpen() {
    return phase == Phase.OPEN;
  }

  /** Sequence of a batch of so many records that is about to be appended. */
  int take(int records) {
    int sequence = nextSequence;
    nextSequence = Sequences.plus(nextSequence, records);
    phase = Phase.OPEN;
    return sequence;
  }

  /** Ends the open transaction; {@code ended} runs when the coordinator has taken it. */
  void end(boolean commit, Runnable ended) {
    phase = Phase.ASKING;
    peer()
        .end(
            coordinator,
            id,
            producerId,
            epoch,
            commit,
            all.on(
                answer -> {
                  if (useful(answer.outcome(), "ending a transaction")) {
                    adopt(answer);
                    ended.run();
                  }
                }));
  }

  private void findCoordinator() {
    phase = Phase.ASKING;
    Consumer<CoordinatorAt> found =
        answer -> {
          if (useful(answer.outcome(), "finding the coordinator")) {
            coordinator = answer.node();
            describe();
          }
        };
    peer().coordinator(all.node(), id, all.on(found));
  }

  private void describe() {
    peer().describe(coordinator, id, all.on(this::described));
  }

  private void described(TransactionState state) {
    if (!useful(state.outcome(), "reading the state")) {
      return;
    }
    producerId = state.producerId();
    epoch = state.epoch();
    if (state.ongoing()) {
      all.readProducers(this::resumed);
    } else if (state.settled()) {
      phase = Phase.CLOSED;
    } else {
      all.doubt("a transaction of " + id + " is just being ended");
    }
  }

  /** The partition may not have joined the open transaction yet; then its sequence starts. */
  private void resumed(ProducerView view) {
    if (!useful(view.outcome(), "reading the last sequence")) {
      return;
    }
    nextSequence =
        view.states().stream()
            .filter(state -> state.producerId() == producerId && state.epoch() == epoch)
            .filter(state -> state.lastSequence() >= 0)
            .findFirst()
            .map(state -> Sequences.plus(state.lastSequence(), 1))
            .orElse(0);
    phase = Phase.OPEN;
  }

  private void initialise() {
    phase = Phase.ASKING;
    peer()
        .init(
            coordinator,
            id,
            TIMEOUT,
            all.on(
                answer -> {
                  if (useful(answer.outcome(), "initialising")) {
                    adopt(answer);
                  }
                }));
  }

  private void adopt(TransactionProducer answer) {
    if (answer.producerId() < 0) {
      all.refuse(
          "transactions: faithful needs a target whose brokers raise the epoch with every"
              + " transaction (Kafka 4.0 with transaction.version 2); set 'transactions: committed'");
      return;
    }
    producerId = answer.producerId();
    epoch = answer.epoch();
    nextSequence = 0;
    initialised = true;
    phase = Phase.CLOSED;
  }

  private boolean useful(Outcome outcome, String doing) {
    if (outcome.answer() == Answer.NOT_AUTHORIZED) {
      all.doubt(
          doing
              + " of transactional id '"
              + id
              + "': "
              + outcome.text()
              + "; grant WRITE and DESCRIBE on transactional ids with prefix 'strait.'");
    } else if (!outcome.ok()) {
      all.doubt(doing + " of transactional id '" + id + "': " + outcome.text());
    }
    return outcome.ok();
  }

  private TransactionPeer peer() {
    return all.peer();
  }

  /** Passes an answer on if the stage that asked is still the partition's. */
  record Answered<T>(TwinTransactions all, Consumer<T> next) implements Reply<T> {
    @Override
    public void answered(T value) {
      if (all.isCurrent()) {
        next.accept(value);
      }
    }

    @Override
    public void failed(WireFailure failure) {
      if (all.isCurrent()) {
        all.doubt(failure.kind() + ": " + failure);
      }
    }
  }
}
