package io.strait.migrator.fence.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.ClusterAlias;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration GAP = Duration.ofSeconds(1);

  private final VirtualTime time = new VirtualTime();
  private final Patience patience = new Patience(time, time);

  @Test
  void shouldStopLookingWhenTheConditionHolds() {
    AtomicInteger looks = new AtomicInteger();

    int seen = patience.until(LIMIT, GAP, looks::incrementAndGet, look -> look == 3);

    assertThat(seen).isEqualTo(3);
    assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void shouldReturnTheLastLookWhenTheLimitPasses() {
    AtomicInteger looks = new AtomicInteger();

    int seen = patience.until(LIMIT, GAP, looks::incrementAndGet, look -> false);

    assertThat(seen).isEqualTo(11);
    assertThat(time.elapsed()).isEqualTo(LIMIT);
  }

  @Test
  void shouldLookOnceWhenTheLimitIsZero() {
    assertThat(patience.until(Duration.ZERO, GAP, () -> "seen", look -> false)).isEqualTo("seen");
    assertThat(time.elapsed()).isZero();
  }

  @Test
  void shouldGoOnWhenALookFailsForNow() {
    AtomicInteger looks = new AtomicInteger();

    int seen =
        patience.until(
            LIMIT,
            GAP,
            () -> {
              if (looks.incrementAndGet() < 4) {
                throw fault(new TimeoutException("no answer"));
              }
              return looks.get();
            },
            look -> true);

    assertThat(seen).isEqualTo(4);
  }

  @Test
  void shouldThrowWhenEveryLookFails() {
    assertThatThrownBy(
            () ->
                patience.until(
                    LIMIT,
                    GAP,
                    () -> {
                      throw fault(new TimeoutException("no answer"));
                    },
                    look -> true))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("no answer");
    assertThat(time.elapsed()).isEqualTo(LIMIT);
  }

  @Test
  void shouldThrowAtOnceWhenTheFaultNeedsAHuman() {
    assertThatThrownBy(
            () ->
                patience.until(
                    LIMIT,
                    GAP,
                    () -> {
                      throw fault(new ClusterAuthorizationException("no"));
                    },
                    look -> true))
        .isInstanceOf(ClusterException.class);
    assertThat(time.elapsed()).isZero();
  }

  @Test
  void shouldKeepTheInterruptWhenInterruptedWhileWaiting() {
    Patience interrupted =
        new Patience(
            time,
            gap -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> interrupted.until(LIMIT, GAP, () -> 1, look -> false))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static ClusterException fault(Exception cause) {
    return new ClusterException(new ClusterAlias("east"), "looking", cause);
  }
}
