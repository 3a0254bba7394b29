package io.strait.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SwitchingConsumerTest {
  private static final Duration SHORT = Duration.ofMillis(60);
  private static final TopicPartition ZERO = FakeReaders.ZERO;

  private final FakeReaders readers = new FakeReaders();
  private final ManualClock clock = new ManualClock();

  private SwitchingConsumer<String, String> consumer(HandFeed feed, boolean autoCommit) {
    return new SwitchingConsumer<>(
        new ConsumerLimits(
            Optional.of("group"), autoCommit, 5_000, true, SHORT, Duration.ofSeconds(60)),
        readers,
        feed,
        clock);
  }

  private SwitchingConsumer<String, String> joined(HandFeed feed, boolean autoCommit) {
    SwitchingConsumer<String, String> consumer = consumer(feed, autoCommit);
    consumer.subscribe(List.of("topic"), noting());
    readers.last().join();
    return consumer;
  }

  private ConsumerRebalanceListener noting() {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        readers.events.add("revoked " + partitions.size());
      }

      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        readers.events.add("assigned " + partitions.size());
      }

      @Override
      public void onPartitionsLost(Collection<TopicPartition> partitions) {
        readers.events.add("lost " + partitions.size());
      }
    };
  }

  private static List<String> values(SwitchingConsumer<String, String> consumer) {
    List<String> values = new ArrayList<>();
    for (ConsumerRecord<String, String> one : consumer.poll(SHORT)) {
      values.add(one.value());
    }
    return values;
  }

  @Test
  void shouldCommitTellAndLeaveBeforeItAcknowledgesAHoldAndStartFreshAfterIt() {
    HandFeed feed = new HandFeed(Authority.SOURCE);
    try (SwitchingConsumer<String, String> consumer = joined(feed, true)) {
      readers.last().deliver(0, "a");
      readers.last().deliver(1, "b");
      assertThat(values(consumer)).containsExactly("a", "b");
      feed.publish(Authority.NONE);
      assertThat(feed.acknowledged()).as("only poll follows").isEqualTo(1);
      assertThat(values(consumer)).isEmpty();
      assertThat(feed.acknowledged()).isEqualTo(2);
      assertThat(readers.events)
          .containsSubsequence("assigned 1", "east commit 2", "revoked 1", "east closed");
      assertThat(consumer.assignment()).isEmpty();
      assertThat(consumer.subscription()).containsExactly("topic");

      feed.publish(Authority.TARGET);
      assertThat(values(consumer)).isEmpty();
      readers.last().join();
      readers.last().seek(ZERO, 2L);
      readers.last().deliver(2, "c");
      assertThat(values(consumer)).containsExactly("c");
      assertThat(feed.acknowledged()).isEqualTo(3);
      assertThat(readers.last().alias).isEqualTo("west");
      assertThat(readers.last().moved).isTrue();
      assertThat(readers.opened.get(0).moved).isFalse();
    }
    assertThat(feed.closed()).isTrue();
    assertThat(readers.closed).isTrue();
    assertThat(readers.events).endsWith("west commit 3", "revoked 1", "west closed");
  }

  @Test
  void shouldNeitherCommitNorSayRevokedWhenAuthorityIsElsewhereAlready() {
    HandFeed feed = new HandFeed(Authority.SOURCE);
    try (SwitchingConsumer<String, String> consumer = joined(feed, true)) {
      readers.last().deliver(0, "a");
      assertThat(values(consumer)).containsExactly("a");
      readers.events.clear();
      feed.publish(Authority.TARGET);
      assertThatThrownBy(() -> consumer.commitSync(Map.of(ZERO, new OffsetAndMetadata(1))))
          .isInstanceOf(CommitFailedException.class)
          .hasMessageContaining("authority has left");
      CompletableFuture<Exception> late = new CompletableFuture<>();
      consumer.commitAsync((offsets, error) -> late.complete(error));
      assertThat(late).isCompletedWithValueMatching(CommitFailedException.class::isInstance);
      values(consumer);

      assertThat(readers.events).containsExactly("lost 1", "east closed");
      assertThat(readers.last().alias).isEqualTo("west");
      assertThat(feed.acknowledged()).isEqualTo(2);
    }
  }

  @Test
  void shouldStayWhereItIsWhenOnlyTheEpochChanges() {
    HandFeed feed = new HandFeed(Authority.SOURCE);
    try (SwitchingConsumer<String, String> consumer = joined(feed, true)) {
      feed.publish(Authority.SOURCE);
      values(consumer);
      assertThat(feed.acknowledged()).isEqualTo(2);
      assertThat(readers.opened).hasSize(1);
    }
  }

  @Test
  void shouldCommitTheStartOfPartitionsWithoutACommittedOffset() {
    HandFeed feed = new HandFeed(Authority.SOURCE);
    try (SwitchingConsumer<String, String> consumer = joined(feed, false)) {
      readers.last().seek(ZERO, 40L);
      readers.last().deliver(40, "a");
      readers.last().deliver(41, "b");
      assertThat(values(consumer)).containsExactly("a", "b");
      feed.publish(Authority.NONE);
      values(consumer);
      assertThat(readers.events)
          .containsSubsequence("east commit 40", "revoked 1", "east closed")
          .doesNotContain("east commit 42");
    }
  }

  @Test
  void shouldCarryPositionsAndPausesOfPartitionsAssignedByHand() {
    HandFeed feed = new HandFeed(Authority.SOURCE);
    try (SwitchingConsumer<String, String> consumer = consumer(feed, false)) {
      consumer.assign(Set.of(ZERO));
      consumer.seek(ZERO, 7);
      consumer.pause(Set.of(ZERO));
      feed.publish(Authority.NONE);
      values(consumer);
      assertThat(consumer.position(ZERO)).isEqualTo(7);
      assertThat(consumer.paused()).containsExactly(ZERO);
      consumer.seek(ZERO, 9);
      feed.publish(Authority.TARGET);
      values(consumer);
      assertThat(readers.last().seeks).containsOnly(Map.entry(ZERO, 9L));
      assertThat(consumer.paused()).containsExactly(ZERO);
      assertThat(consumer.position(ZERO)).isEqualTo(9);
    }
  }

  @Test
  void shouldWakeUpWhileAwayAndOnlyOnce() throws Exception {
    HandFeed feed = new HandFeed(Authority.NONE);
    try (SwitchingConsumer<String, String> consumer = consumer(feed, true)) {
      consumer.subscribe(Pattern.compile("top.*"));
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread poller =
          new Thread(
              () -> {
                try {
                  consumer.poll(Duration.ofSeconds(20));
                } catch (WakeupException e) {
                  thrown.complete(e);
                }
              });
      poller.start();
      org.awaitility.Awaitility.await()
          .until(() -> poller.getState() == Thread.State.TIMED_WAITING);
      assertThatThrownBy(() -> consumer.poll(SHORT))
          .isInstanceOf(ConcurrentModificationException.class);
      consumer.wakeup();
      assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(WakeupException.class);
      poller.join();
      assertThat(values(consumer)).isEmpty();
      consumer.wakeup();
      feed.publish(Authority.SOURCE);
      assertThatThrownBy(() -> consumer.poll(SHORT)).isInstanceOf(WakeupException.class);
      assertThat(values(consumer)).isEmpty();
    }
  }

  @Test
  void shouldWaitForARouteWhenAFenceRefusesTheGroup() {
    HandFeed feed = new HandFeed(Authority.SOURCE);
    try (SwitchingConsumer<String, String> consumer = joined(feed, true)) {
      readers.last().deliver(0, "a");
      assertThat(values(consumer)).containsExactly("a");
      readers.events.clear();
      readers.last().setPollException(new GroupAuthorizationException("group"));
      assertThat(values(consumer)).isEmpty();
      assertThat(readers.events).containsExactly("lost 1", "east closed");
      assertThat(feed.acknowledged()).isEqualTo(1);
      feed.publish(Authority.TARGET);
      values(consumer);
      assertThat(readers.last().alias).isEqualTo("west");
      assertThat(feed.acknowledged()).isEqualTo(2);
    }
  }

  @Test
  void shouldThrowARefusalThatLastsOrWasThereFromTheStart() {
    HandFeed feed = new HandFeed(Authority.SOURCE);
    try (SwitchingConsumer<String, String> consumer = joined(feed, true)) {
      values(consumer);
      TopicAuthorizationException refusal = new TopicAuthorizationException(Set.of("topic"));
      readers.last().setPollException(refusal);
      assertThat(consumer.poll(Duration.ZERO)).isEmpty();
      clock.advance(60_000);
      readers.last().setPollException(refusal);
      assertThatThrownBy(() -> consumer.poll(Duration.ZERO)).isSameAs(refusal);
    }
    HandFeed other = new HandFeed(Authority.SOURCE);
    try (SwitchingConsumer<String, String> consumer = consumer(other, true)) {
      consumer.subscribe(List.of("topic"));
      readers.last().setPollException(new GroupAuthorizationException("group"));
      assertThatThrownBy(() -> consumer.poll(SHORT))
          .isInstanceOf(GroupAuthorizationException.class);
    }
  }

  @Test
  void shouldStartAtTheBeginningOnlyWhereNothingCanBeSkipped() {
    HandFeed feed = new HandFeed(Authority.SOURCE);
    try (SwitchingConsumer<String, String> consumer = joined(feed, true)) {
      values(consumer);
      FakeReaders.Reader reader = readers.last();
      reader.updateBeginningOffsets(Map.of(ZERO, 30L));
      reader.setPollException(new NoOffsetForPartitionException(ZERO));
      consumer.poll(Duration.ZERO);
      assertThat(consumer.position(ZERO)).isEqualTo(30);
      reader.setPollException(new OffsetOutOfRangeException(Map.of(ZERO, 29L)));
      consumer.poll(Duration.ZERO);
      assertThat(consumer.position(ZERO)).isEqualTo(30);
      reader.setPollException(new OffsetOutOfRangeException(Map.of(ZERO, 500L)));
      assertThatThrownBy(() -> consumer.poll(Duration.ZERO))
          .isInstanceOf(OffsetOutOfRangeException.class);
    }
  }

  @Test
  void shouldSayThatThereIsNoAuthorityInCallsThatNeedACluster() {
    HandFeed feed = new HandFeed(Authority.NONE);
    SwitchingConsumer<String, String> consumer = consumer(feed, true);
    assertThatThrownBy(() -> consumer.poll(SHORT)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> consumer.endOffsets(List.of(ZERO)))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("no cluster has authority");
    consumer.subscribe(List.of("topic"));
    assertThatThrownBy(() -> consumer.seek(ZERO, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("No current assignment");
    consumer.commitSync();
    assertThatThrownBy(() -> consumer.commitSync(Map.of(ZERO, new OffsetAndMetadata(1))))
        .isInstanceOf(CommitFailedException.class);
    assertThat(consumer.metrics()).isEmpty();
    consumer.close();
    consumer.close();
    assertThatThrownBy(() -> consumer.poll(SHORT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(feed.closed()).isTrue();
  }
}
