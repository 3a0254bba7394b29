package io.strait.migrator.fence;

import io.strait.migrator.fence.acl.Budget;
import io.strait.migrator.fence.acl.Patience;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until no transaction is open on the fenced topics, and fences the transactional ids of
 * those that outlast the budget.
 *
 * <p>Fencing an id aborts its transaction and the owner learns of it. {@code abortTransaction} is
 * never used: on a live transaction the owner's commit would still report success while its records
 * are gone.
 */
final class TransactionDrain {
  private static final int CALL_MS = 5_000;
  private static final Logger log = LoggerFactory.getLogger(TransactionDrain.class);

  private final Cluster cluster;
  private final OpenTransactions transactions;
  private final Patience patience;

  TransactionDrain(Cluster cluster, OpenTransactions transactions, Patience patience) {
    this.cluster = cluster;
    this.transactions = transactions;
    this.patience = patience;
  }

  /**
   * How it went.
   *
   * @param openAtFence what was open at first
   * @param fenced ids that had to be fenced
   * @param stillOpen what is open yet; empty means ended
   * @param reason why something is open yet
   */
  record Drained(
      List<OpenTransaction> openAtFence,
      List<String> fenced,
      List<OpenTransaction> stillOpen,
      String reason) {

    boolean ended() {
      return stillOpen.isEmpty() && reason.isEmpty();
    }
  }

  Drained drain(Set<TopicPartition> partitions, Budget budget) {
    OpenTransactions.Visibility visibility = transactions.visibility();
    if (visibility == OpenTransactions.Visibility.PARTIAL) {
      return new Drained(
          List.of(),
          List.of(),
          List.of(),
          "the cutover credential does not see every transactional id, so an empty list proves"
              + " nothing; grant it DESCRIBE on TRANSACTIONAL_ID '*'");
    }
    List<OpenTransaction> first = transactions.on(partitions);
    List<OpenTransaction> open = first.isEmpty() ? first : ended(partitions, budget);
    List<String> ids =
        open.stream().filter(OpenTransaction::known).map(OpenTransaction::id).sorted().toList();
    if (ids.isEmpty()) {
      return judged(first, ids, open, visibility);
    }
    try {
      fence(ids);
    } catch (ClusterException e) {
      return new Drained(
          first,
          List.of(),
          open,
          "fencing transactional ids " + ids + " failed: " + e.getMessage());
    }
    return judged(first, ids, ended(partitions, budget), visibility);
  }

  private List<OpenTransaction> ended(Set<TopicPartition> partitions, Budget budget) {
    return patience.until(
        budget.transactions(), budget.pause(), () -> transactions.on(partitions), List::isEmpty);
  }

  private void fence(List<String> ids) {
    log.atWarn()
        .addKeyValue("cluster", cluster.alias())
        .addKeyValue("transactionalIds", ids)
        .log("Open transactions outlast the budget; their ids are fenced");
    cluster.await(
        "fencing transactional ids " + ids,
        cluster.admin().fenceProducers(ids, new FenceProducersOptions().timeoutMs(CALL_MS)).all());
  }

  static Drained judged(
      List<OpenTransaction> first,
      List<String> fenced,
      List<OpenTransaction> open,
      OpenTransactions.Visibility visibility) {
    String reason = "";
    if (!open.isEmpty() && visibility == OpenTransactions.Visibility.LOGS_ONLY) {
      reason =
          "transactions are open in the log, and brokers before Kafka 3.0 do not tell whose they"
              + " are, so none can be fenced by its id; stop the transactional producers of these"
              + " topics (their transactions end by transaction.timeout.ms at the latest) and prove"
              + " again";
    } else if (open.stream().anyMatch(OpenTransaction::known)) {
      reason = "transactions are open after their ids were fenced; prove again";
    } else if (!open.isEmpty()) {
      reason =
          "transactions are open in the log that no coordinator tells of: hanging ones of an old"
              + " broker; end them with kafka-transactions --abort after looking at each";
    }
    return new Drained(first, fenced, open, reason);
  }
}
