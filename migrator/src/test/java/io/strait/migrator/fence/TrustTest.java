package io.strait.migrator.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.fence.acl.BrokerSight;
import io.strait.migrator.fence.acl.BrokerSight.Answer;
import io.strait.migrator.fence.acl.Deny;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TrustTest {
  private static final TopicPartition P0 = new TopicPartition("flights", 0);
  private static final List<Deny> DENIES = List.of(Deny.write("flights", "User:app"));

  @Test
  void shouldSettleWhenEveryBrokerShowsTheFence() {
    Trust trust = Trust.of(List.of(shows(1)), Set.of(1)).judged(Map.of(), Set.of(P0));

    assertThat(trust.settled()).isTrue();
    assertThat(trust.trusted()).containsExactly(1);
  }

  @Test
  void shouldNotSettleWhenTheOnlyBrokerDiffers() {
    Trust trust = Trust.of(List.of(differs(1)), Set.of(1)).judged(Map.of(), Set.of(P0));

    assertThat(trust.settled()).isFalse();
    assertThat(trust.suspectLines()).singleElement().asString().contains("broker 1 differs");
  }

  @Test
  void shouldSettleWhenTwoWitnessesSayThatTheSuspectLeadsNothing() {
    Trust trust =
        Trust.of(List.of(shows(1), shows(2), silent(3)), Set.of(1, 2, 3))
            .judged(Map.of(1, Map.of(P0, 1), 2, Map.of(P0, 1)), Set.of(P0));

    assertThat(trust.settled()).isTrue();
    assertThat(trust.suspects()).containsExactly(3);
  }

  @Test
  void shouldNotSettleWhenOneWitnessStillBelievesThatTheSuspectLeads() {
    Trust trust =
        Trust.of(List.of(shows(1), shows(2), differs(3)), Set.of(1, 2, 3))
            .judged(Map.of(1, Map.of(P0, 1), 2, Map.of(P0, 3)), Set.of(P0));

    assertThat(trust.problems()).singleElement().asString().contains("broker 2", "broker 3");
  }

  @Test
  void shouldNotSettleWhenThereIsOnlyOneWitness() {
    Trust trust =
        Trust.of(List.of(shows(1), silent(2)), Set.of(1, 2))
            .judged(Map.of(1, Map.of(P0, 1)), Set.of(P0));

    assertThat(trust.settled()).isFalse();
  }

  @Test
  void shouldSuspectAReplicaHolderWhenItIsNotAlive() {
    Trust trust = Trust.of(List.of(shows(1), shows(2)), Set.of(1, 2, 3));

    assertThat(trust.suspects()).containsExactly(3);
    assertThat(trust.suspectLines()).containsExactly("broker 3 holds a replica but is not alive");
  }

  @Test
  void shouldNotSettleWhenAPartitionHasNoLeader() {
    Trust trust =
        Trust.of(List.of(shows(1), shows(2)), Set.of(1, 2, 3))
            .judged(Map.of(1, Map.of(P0, -1), 2, Map.of()), Set.of(P0));

    assertThat(trust.problems()).hasSize(2);
  }

  private static BrokerSight shows(int broker) {
    return new BrokerSight(broker, Answer.AS_WANTED, List.of(), "");
  }

  private static BrokerSight differs(int broker) {
    return new BrokerSight(broker, Answer.DIFFERS, DENIES, "");
  }

  private static BrokerSight silent(int broker) {
    return new BrokerSight(broker, Answer.SILENT, DENIES, "no answer");
  }
}
