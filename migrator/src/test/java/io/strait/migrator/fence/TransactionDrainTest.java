package io.strait.migrator.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.fence.OpenTransactions.Visibility;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TransactionDrainTest {
  private static final OpenTransaction UNOWNED =
      new OpenTransaction("", 7, "open in the log", 0, Set.of(new TopicPartition("orders", 0)));

  @Test
  void shouldCallATransactionHangingOnlyWhenACoordinatorWouldTellOfIt() {
    assertThat(judged(Visibility.ALL, List.of(UNOWNED)).reason()).contains("hanging");
    assertThat(judged(Visibility.LOGS_ONLY, List.of(UNOWNED)).reason())
        .contains("before Kafka 3.0", "stop the transactional producers")
        .doesNotContain("hanging");
  }

  @Test
  void shouldBeOverWhenNothingIsOpen() {
    assertThat(judged(Visibility.LOGS_ONLY, List.of()).ended()).isTrue();
    assertThat(judged(Visibility.LOGS_ONLY, List.of(UNOWNED)).ended()).isFalse();
  }

  private static TransactionDrain.Drained judged(
      Visibility visibility, List<OpenTransaction> open) {
    return TransactionDrain.judged(List.of(), List.of(), open, visibility);
  }
}
