package io.strait.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HoldBufferTest {
  private final HoldBuffer buffer = new HoldBuffer(100);

  private static Pending pending(long order, int bytes) {
    return new Pending(
        order, new ProducerRecord<>("t", null, null), bytes, order, (metadata, error) -> {});
  }

  private HoldBuffer.Offer offer(Pending pending, long maxBlockMs) {
    try {
      return buffer.offer(pending, maxBlockMs);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<HoldBuffer.Offer> offeredElsewhere(Pending pending) {
    CompletableFuture<HoldBuffer.Offer> offer = new CompletableFuture<>();
    Thread thread = new Thread(() -> offer.complete(offer(pending, 15_000)), "offer");
    thread.start();
    org.awaitility.Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return offer;
  }

  @Test
  void shouldRefuseWhatDoesNotFitInTime() {
    assertThat(offer(pending(0, 60), 0)).isEqualTo(HoldBuffer.Offer.HELD);
    assertThat(offer(pending(1, 41), 0)).isEqualTo(HoldBuffer.Offer.FULL);
    assertThat(offer(pending(2, 40), 0)).isEqualTo(HoldBuffer.Offer.HELD);
    assertThat(buffer.bytes()).isEqualTo(100);
  }

  @Test
  void shouldLetAWaitingOfferInWhenRoomComesFree() throws Exception {
    offer(pending(0, 90), 0);
    CompletableFuture<HoldBuffer.Offer> waiting = offeredElsewhere(pending(1, 90));
    assertThat(waiting).isNotDone();
    assertThat(buffer.takeOrEnd(() -> {}).orElseThrow().order()).isZero();
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(HoldBuffer.Offer.HELD);
    assertThat(buffer.bytes()).isEqualTo(90);
  }

  @Test
  void shouldEndOnlyWhenEmptyAndSendWaitersAway() throws Exception {
    offer(pending(0, 90), 0);
    buffer.empty();
    CompletableFuture<HoldBuffer.Offer> waiting = offeredElsewhere(pending(1, 1));
    AtomicBoolean ended = new AtomicBoolean();
    assertThat(buffer.takeOrEnd(() -> ended.set(true))).isPresent();
    assertThat(ended).isFalse();
    assertThat(waiting).isNotDone();
    assertThat(buffer.takeOrEnd(() -> ended.set(true))).isEmpty();
    assertThat(ended).isTrue();
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(HoldBuffer.Offer.NOT_HOLDING);
    assertThat(offer(pending(2, 1), 0)).isEqualTo(HoldBuffer.Offer.NOT_HOLDING);
    buffer.begin();
    assertThat(offer(pending(3, 1), 0)).isEqualTo(HoldBuffer.Offer.HELD);
  }

  @Test
  void shouldPutRefusedOnesFirstEvenOverTheBound() {
    offer(pending(5, 90), 0);
    buffer.giveBack(List.of(pending(3, 80), pending(4, 80)));
    assertThat(buffer.bytes()).isEqualTo(250);
    assertThat(buffer.takeExpired(4).stream().map(Pending::order)).containsExactly(3L, 4L);
    assertThat(buffer.takeOrEnd(() -> {}).map(Pending::order)).isEqualTo(Optional.of(5L));
  }
}
