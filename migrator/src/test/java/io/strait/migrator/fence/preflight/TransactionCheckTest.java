package io.strait.migrator.fence.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.fence.OpenTransaction;
import io.strait.migrator.fence.OpenTransactions.Visibility;
import io.strait.migrator.fence.acl.FenceFinding;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TransactionCheckTest {
  private static final OpenTransaction UNOWNED =
      new OpenTransaction("", 7, "open in the log", 0, Set.of(new TopicPartition("orders", 0)));

  @Test
  void shouldWarnOfATransactionThatNoCoordinatorTellsOf() {
    assertThat(TransactionCheck.findings(Visibility.ALL, List.of(UNOWNED)))
        .extracting(FenceFinding::code)
        .containsExactly("TRANSACTION_WITHOUT_COORDINATOR");
  }

  @Test
  void shouldSayWhatIsNotSeenWhenBrokersHaveNoListAndSuspectNobody() {
    assertThat(TransactionCheck.findings(Visibility.LOGS_ONLY, List.of()))
        .extracting(FenceFinding::code)
        .containsExactly("TRANSACTIONS_NOT_LISTED");
    assertThat(TransactionCheck.findings(Visibility.LOGS_ONLY, List.of(UNOWNED)))
        .extracting(FenceFinding::code)
        .containsExactly("TRANSACTIONS_NOT_LISTED", "TRANSACTION_OPEN");
  }
}
