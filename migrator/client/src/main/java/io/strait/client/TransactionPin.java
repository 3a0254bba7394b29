package io.strait.client;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * Keeps one transaction on one session: a switch in the middle waits for its end. A transaction
 * that ends in doubt (a timeout of commit) stays pinned, because it may still be committed there.
 * Safe for use by several threads, one transaction at a time.
 */
final class TransactionPin {
  private final Supplier<Session> entered;
  private Session pinned;

  /**
   * A pin without a transaction.
   *
   * @param entered waits for an open session and enters it
   */
  TransactionPin(Supplier<Session> entered) {
    this.entered = entered;
  }

  synchronized Optional<Session> session() {
    return Optional.ofNullable(pinned);
  }

  /** Begins on the open session, waiting for one; a second one is the producer's to refuse. */
  synchronized void begin() {
    boolean fresh = pinned == null;
    Session session = fresh ? entered.get() : pinned;
    try {
      session.producer().beginTransaction();
      pinned = session;
    } finally {
      if (fresh && pinned == null) {
        session.exit();
      }
    }
  }

  /** Does this to the transaction's producer. */
  synchronized void within(Consumer<Producer<byte[], byte[]>> act) {
    act.accept(required().producer());
  }

  /** Ends the transaction by this, and lets go of the session only if it went well. */
  synchronized void end(Consumer<Producer<byte[], byte[]>> act) {
    Session session = required();
    act.accept(session.producer());
    pinned = null;
    session.exit();
  }

  private Session required() {
    if (pinned == null) {
      throw new IllegalStateException(
          "there is no transaction: call beginTransaction() first, and initTransactions() before");
    }
    return pinned;
  }
}
