package io.strait.migrator.fence.preflight;

import io.strait.migrator.fence.OpenTransaction;
import io.strait.migrator.fence.OpenTransactions;
import io.strait.migrator.fence.acl.FenceFinding;
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
    return transactions.on(partitions).stream().map(TransactionCheck::finding).toList();
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
