package io.strait.migrator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many copies internal topics get. */
class InternalTopicTest {
  @ParameterizedTest
  @CsvSource({"1,1,1", "2,2,1", "3,3,2", "7,3,2"})
  void shouldKeepAsManyCopiesAsTheBrokersAllowWhenCreated(int brokers, int copies, String least) {
    for (InternalTopic topic : InternalTopic.values()) {
      NewTopic wanted = topic.wanted(brokers);
      assertThat(wanted.numPartitions()).isEqualTo(1);
      assertThat((int) wanted.replicationFactor()).isEqualTo(copies);
      assertThat(wanted.configs())
          .containsEntry("min.insync.replicas", least)
          .containsEntry("unclean.leader.election.enable", "false");
    }
    assertThat(InternalTopic.COMMANDS.wanted(brokers).configs())
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "86400000");
    assertThat(InternalTopic.JOURNAL.wanted(brokers).configs()).containsEntry("retention.ms", "-1");
  }
}
