package io.strait.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProducerSwitchTest {
  @Test
  void shouldEndWhatIsInFlightBeforeItAcknowledgesAHold() {
    Bench bench = new Bench(Authority.SOURCE);
    bench.step();
    assertThat(bench.feed.acknowledged()).isEqualTo(1);
    Pending sent = bench.send(0, "a");
    bench.feed.publish(Authority.NONE);
    assertThat(sent).isNotDone();

    bench.step();

    assertThat(sent).isCompleted();
    assertThat(bench.feed.acknowledged()).isEqualTo(2);
    assertThat(bench.moves.session()).isEmpty();
  }

  @Test
  void shouldSendWhatWasHeldBeforeNewRecordsAndOnTheNewSide() {
    Bench bench = new Bench(Authority.NONE);
    bench.step();
    bench.send(0, "a");
    bench.send(0, "b");
    assertThat(bench.moves.buffer().size()).isEqualTo(2);
    bench.feed.publish(Authority.TARGET);
    bench.step();
    bench.send(0, "c");
    bench.estate.settleAll();

    assertThat(bench.estate.log(0)).containsExactly("a", "b", "c");
    assertThat(bench.estate.opened()).containsExactly("west");
    assertThat(bench.moves.buffer().bytes()).isZero();
  }

  @Test
  void shouldOpenAFreshProducerForEachChangeOfAuthorityOnly() {
    Bench bench = new Bench(Authority.SOURCE);
    bench.step();
    bench.feed.publish(Authority.SOURCE);
    bench.step();
    assertThat(bench.feed.acknowledged()).isEqualTo(2);
    bench.feed.publish(Authority.TARGET);
    bench.step();
    bench.feed.publish(Authority.NONE);
    bench.step();
    bench.feed.publish(Authority.TARGET);
    bench.step();

    assertThat(bench.estate.opened()).containsExactly("east", "west", "west");
  }

  @Test
  void shouldKeepRefusedRecordsInOrderUntilTheNextRoute() {
    Bench bench = new Bench(Authority.SOURCE);
    bench.step();
    bench.send(0, "a");
    bench.estate.settleAll();
    bench.send(0, "b");
    Pending last = bench.send(0, "c");
    bench.estate.deny("east");
    bench.estate.settle();
    bench.send(0, "d");
    bench.step();
    assertThat(bench.moves.buffer().size()).isEqualTo(3);
    assertThat(bench.feed.acknowledged()).isEqualTo(1);
    bench.feed.publish(Authority.NONE);
    bench.step();
    assertThat(bench.feed.acknowledged()).isEqualTo(2);
    bench.feed.publish(Authority.TARGET);
    bench.step();
    bench.estate.settleAll();

    assertThat(bench.estate.log(0)).containsExactly("a", "b", "c", "d");
    assertThat(last).isCompletedWithValueMatching(metadata -> metadata.offset() == 2);
  }

  @Test
  void shouldFailRefusedRecordsWithTheRefusalWhenNoRouteComes() {
    Bench bench = new Bench(Authority.SOURCE);
    bench.step();
    bench.send(0, "a");
    bench.estate.settleAll();
    bench.estate.deny("east");
    Pending refused = bench.send(0, "b");
    bench.estate.settleAll();
    bench.step();
    bench.clock.advance(Bench.DELIVERY_TIMEOUT_MS - 1);
    bench.step();
    assertThat(refused).isNotDone();
    bench.clock.advance(1);
    bench.step();
    assertThatThrownBy(refused::get).hasCauseInstanceOf(TopicAuthorizationException.class);

    Pending next = bench.send(0, "c");
    bench.estate.settleAll();
    assertThatThrownBy(next::get)
        .as("no fence after all: at once")
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void shouldFailAtOnceWhenTheTopicWasNeverAllowed() {
    Bench bench = new Bench(Authority.SOURCE);
    bench.step();
    bench.estate.deny("east");
    Pending refused = bench.send(0, "a");
    bench.estate.settleAll();

    assertThatThrownBy(refused::get).hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThat(bench.moves.open()).isPresent();
  }

  @Test
  void shouldNotRepeatARefusedRecordThatAnEarlierAttemptMayHaveWritten() {
    Bench bench = new Bench(Authority.SOURCE);
    bench.step();
    bench.send(0, "a");
    bench.estate.settleAll();
    Pending doubtful = bench.send(0, "b");
    bench.estate.loseAnswer();
    bench.estate.deny("east");
    bench.estate.settle();
    assertThatThrownBy(doubtful::get).hasCauseInstanceOf(TopicAuthorizationException.class);
    bench.feed.publish(Authority.TARGET);
    bench.step();
    bench.estate.settleAll();

    assertThat(bench.estate.log(0)).containsExactly("a", "b");
  }

  @Test
  void shouldHoldAndSendOnceWhenTheNewClusterLetsItInOnlyLater() {
    Bench bench = new Bench(Authority.SOURCE);
    bench.step();
    bench.send(0, "a");
    bench.estate.settleAll();
    bench.feed.publish(Authority.NONE);
    bench.step();
    bench.send(0, "b");
    bench.send(0, "c");
    bench.estate.lockOut("west");
    bench.feed.publish(Authority.TARGET);
    bench.step();
    bench.step();
    Pending last = bench.send(0, "d");
    assertThat(bench.moves.buffer().size()).isEqualTo(3);
    assertThat(bench.moves.open()).isEmpty();
    bench.estate.letIn("west");
    bench.step();
    assertThat(bench.estate.opened()).as("not asked without pause").hasSize(2);

    bench.clock.advance(Bench.DELIVERY_TIMEOUT_MS / 2);
    bench.step();
    bench.estate.settleAll();

    assertThat(bench.estate.log(0)).containsExactly("a", "b", "c", "d");
    assertThat(last).isCompletedWithValueMatching(metadata -> metadata.offset() == 3);
  }

  @Test
  void shouldFailHeldRecordsWithTheErrorOfTheLoginWhenItNeverSucceeds() {
    Bench bench = new Bench(Authority.SOURCE);
    bench.step();
    bench.send(0, "a");
    bench.estate.settleAll();
    bench.estate.lockOut("west");
    bench.feed.publish(Authority.TARGET);
    bench.step();
    Pending kept = bench.send(0, "b");
    for (int i = 0; i < 4; i++) {
      bench.step();
      bench.clock.advance(Bench.DELIVERY_TIMEOUT_MS / 2);
    }
    bench.step();

    assertThatThrownBy(kept::get).hasCauseInstanceOf(AuthenticationException.class);
    assertThat(bench.estate.log(0)).containsExactly("a");
  }

  @Test
  void shouldGoOnHoldingLaterRecordsWhenTheTimeOfOneIsOverBeforeItIsLetIn() {
    Bench bench = new Bench(Authority.SOURCE);
    bench.step();
    bench.send(0, "a");
    bench.estate.settleAll();
    bench.estate.lockOut("west");
    bench.feed.publish(Authority.TARGET);
    bench.step();
    Pending late = bench.send(0, "b");
    manySteps(bench);
    bench.clock.advance(Bench.DELIVERY_TIMEOUT_MS * 6 / 10);
    manySteps(bench);
    bench.clock.advance(Bench.DELIVERY_TIMEOUT_MS * 2 / 10);
    Pending later = bench.send(0, "c");
    bench.clock.advance(Bench.DELIVERY_TIMEOUT_MS * 2 / 10);
    manySteps(bench);
    assertThatThrownBy(late::get).hasCauseInstanceOf(AuthenticationException.class);
    bench.clock.advance(Bench.DELIVERY_TIMEOUT_MS / 10);
    manySteps(bench);
    assertThat(later).as("asked again in vain").isNotDone();

    bench.estate.letIn("west");
    bench.clock.advance(Bench.DELIVERY_TIMEOUT_MS / 2);
    manySteps(bench);
    bench.estate.settleAll();

    assertThat(bench.estate.log(0)).containsExactly("a", "c");
    assertThat(later).isCompleted();
  }

  /** Leaving, opening and sending are steps of their own. */
  private static void manySteps(Bench bench) {
    for (int i = 0; i < 6; i++) {
      bench.step();
    }
  }

  @Test
  void shouldFailAtOnceWhenItIsNotLetInAtItsStart() {
    Bench bench = new Bench(Authority.SOURCE);
    bench.estate.lockOut("east");
    bench.step();
    Pending first = bench.send(0, "a");

    assertThatThrownBy(first::get).hasCauseInstanceOf(AuthenticationException.class);
    assertThatThrownBy(() -> bench.send(0, "b"))
        .isInstanceOf(KafkaException.class)
        .hasCauseInstanceOf(AuthenticationException.class);
  }

  @Test
  void shouldNotRepeatARecordWhoseOutcomeIsUnknown() {
    Bench bench = new Bench(Authority.SOURCE);
    bench.step();
    Pending unknown = bench.send(0, "a");
    bench.estate.timeOut(true);
    bench.feed.publish(Authority.TARGET);
    bench.step();
    bench.estate.settleAll();

    assertThatThrownBy(unknown::get).hasCauseInstanceOf(TimeoutException.class);
    assertThat(bench.estate.log(0)).containsExactly("a");
  }

  @Test
  void shouldFailHeldRecordsAfterTheDeliveryTimeout() {
    Bench bench = new Bench(Authority.NONE);
    bench.step();
    Pending held = bench.send(0, "a");
    bench.clock.advance(Bench.DELIVERY_TIMEOUT_MS);
    bench.step();

    assertThatThrownBy(held::get)
        .hasCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("authority NONE")
        .hasMessageContaining("on no cluster");
    assertThat(bench.moves.buffer().bytes()).isZero();
  }

  @Test
  void shouldRefuseMoreThanTheBoundWhileHeld() {
    Bench bench = new Bench(Authority.NONE, new ProducerLimits(500, 0, 1_000, false));
    bench.step();
    Pending first = bench.send(0, "a");
    Pending second = bench.send(0, "b");
    Pending third = bench.send(0, "c");
    Pending huge = bench.send(0, "x".repeat(600));

    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    assertThatThrownBy(third::get).hasCauseInstanceOf(BufferExhaustedException.class);
    assertThatThrownBy(huge::get).hasCauseInstanceOf(RecordTooLargeException.class);
  }

  @Test
  void shouldCallBackInTheOrderOfSendingThroughARefusal() {
    Bench bench = new Bench(Authority.SOURCE);
    bench.step();
    List<Long> ended = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      long number = i;
      bench.path.send(
          new ProducerRecord<>("topic", 0, 0L, null, new byte[] {'v'}),
          Optional.empty(),
          (metadata, error) -> ended.add(number));
      if (i == 1) {
        bench.estate.settleAll();
        bench.estate.deny("east");
      }
    }
    bench.estate.settleAll();
    bench.step();
    bench.feed.publish(Authority.TARGET);
    bench.step();
    bench.estate.settleAll();

    assertThat(ended).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void shouldFinishATransactionBeforeItAcknowledgesAHold() throws Exception {
    Bench bench = new Bench(Authority.SOURCE, new ProducerLimits(1_000_000, 0, 1_000, true));
    bench.step();
    TransactionPin pin = new TransactionPin(bench.path::entered);
    pin.begin();
    bench.feed.publish(Authority.NONE);
    Thread switching = new Thread(bench::step, "switching");
    switching.start();
    org.awaitility.Awaitility.await().until(() -> bench.moves.open().isEmpty());
    bench.path.send(
        new ProducerRecord<>("topic", 0, 0L, null, new byte[] {'t'}),
        pin.session(),
        (metadata, error) -> {});
    assertThat(bench.feed.acknowledged()).isEqualTo(1);
    assertThatThrownBy(bench.path::entered).isInstanceOf(TimeoutException.class);

    pin.end(producer -> producer.commitTransaction());
    switching.join(5_000);

    assertThat(bench.feed.acknowledged()).isEqualTo(2);
    assertThat(bench.estate.log(0)).containsExactly("t");
    assertThat(pin.session()).isEmpty();
  }
}
