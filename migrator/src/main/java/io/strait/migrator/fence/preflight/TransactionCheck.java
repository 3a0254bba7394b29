package io.strait.migrator.fence.preflight;

import io.strait.migrator.fence.OpenTransaction;
import io.strait.migrator.fence.OpenTransactions;
import io.strait.migrator.fence.acl.FenceFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Which transactions are open on the topics of a wave now. */
final class TransactionCheck {
  private final OpenTransactions transactions;

  TransactionCheck(OpenTransactions transactions) {
    this.transactions = transactions;
  }

  List<FenceFinding> on(Set<TopicPartition> partitions) {
    return findings(transactions.visibility(), transactions.on(partitions));
  }

  static List<FenceFinding> findings(
      OpenTransactions.Visibility visibility, List<OpenTransaction> open) {
    if (visibility != OpenTransactions.Visibility.LOGS_ONLY) {
      return open.stream().map(TransactionCheck::finding).toList();
    }
    List<FenceFinding> findings = new ArrayList<>();
    findings.add(
        FenceFinding.warning(
            "TRANSACTIONS_NOT_LISTED",
            "transactions",
            "brokers before Kafka 3.0 have no list of transactions: only those that have written to"
                + " the wave's topics are seen, and none can be ended by its id",
            "stop transactional producers of the wave before the switch, or let it wait for them:"
                + " what is open past the budget takes the switch back"));
    open.forEach(
        one ->
            findings.add(
                FenceFinding.info(
                    "TRANSACTION_OPEN",
                    "producer " + one.producerId(),
                    "a transaction of producer " + one.producerId() + " on " + one.partitions(),
                    "nothing: the fence waits for it")));
    return findings;
  }

  private static FenceFinding finding(OpenTransaction open) {
    String subject = open.id().isEmpty() ? "producer " + open.producerId() : open.id();
    return open.id().isEmpty()
        ? FenceFinding.warning(
            "TRANSACTION_WITHOUT_COORDINATOR",
            subject,
            open + ": no coordinator tells of it, so nobody may ever end it",
            "if it is still there after its timeout, look at it with kafka-transactions"
                + " find-hanging")
        : FenceFinding.info(
            "TRANSACTION_OPEN",
            subject,
            open + ", with a timeout of " + open.timeoutMillis() + " ms",
            "nothing: the fence waits for it and, past the budget, fences its id");
  }
}
