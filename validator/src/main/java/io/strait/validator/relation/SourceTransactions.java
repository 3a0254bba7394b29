package io.strait.validator.relation;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.contract.Expectation;
import io.strait.validator.judge.Case;
import io.strait.validator.log.LogView;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can be asked about the transactions of a source partition; reads the log near the places
 * that are asked about, and no more. One thread.
 *
 * <p>Every method throws {@link io.strait.validator.log.RangeGone}, {@link
 * io.strait.replicator.cluster.ClusterException} or {@link io.strait.validator.log.DamagedBatch} as
 * the log does.
 */
public final class SourceTransactions {
  private final AbortedData aborted;
  private final Transactions transactions;

  /**
   * A record of the target that may be one that the source aborted.
   *
   * @param hash of the whole record, without its offset
   * @param near the source offset at which it stands out
   * @param adjacent whether it must stand there, but for one committed record: of a record that was
   *     aborted and sent once more, either may be meant
   */
  public record Suspect(long hash, long near, boolean adjacent) {}

  /** Asks for the bounds of the log only. */
  public SourceTransactions(LogView source, Expectation expectation, long seed) {
    this.aborted = new AbortedData(source, expectation, seed);
    this.transactions = new Transactions(source, expectation);
  }

  SourceTransactions(Case one) {
    this(one.source(), one.contract().expectation(), one.options().seed());
  }

  /** The aborted record that it is; empty when it is none. */
  public OptionalLong aborted(Suspect suspect) {
    OptionalLong offset = aborted.nearest(suspect.hash(), suspect.near());
    boolean here =
        offset.isPresent()
            && (!suspect.adjacent() || aborted.areNeighbours(offset.getAsLong(), suspect.near()));
    return here ? offset : OptionalLong.empty();
  }

  /** The transaction in which a record was written; empty when it was written in none. */
  public Optional<Transaction> of(long offset) {
    return transactions.of(offset);
  }

  /** How many records of a transaction must be on the target, of those in a range. */
  public long records(Transaction transaction, OffsetRange judged) {
    return transactions.records(transaction, judged);
  }
}
