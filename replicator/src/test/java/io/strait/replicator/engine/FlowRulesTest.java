package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The rules of flow control, without any network, on a clock moved by hand. */
final class FlowRulesTest {
  private static final int MIB = 1 << 20;
  private static final long MILLI = 1_000_000;

  // ---- rate

  @Test
  void shouldKeepTheRateOverTimeWhenSingleFetchesAreLarge() {
    TokenBucket tokens = new TokenBucket(0);
    long spent = 0;
    for (long now = 0; now <= 10_000; now += 7) {
      tokens.advance(MIB, now);
      if (tokens.isOpen()) {
        tokens.spend(700_000);
        spent += 700_000;
      }
    }
    assertThat(spent).isCloseTo(10L * MIB, Percentage.withPercentage(10));
  }

  @Test
  void shouldSayHowLongToWaitWhenTheBalanceIsSpent() {
    TokenBucket tokens = new TokenBucket(0);
    tokens.advance(1_000, 0);
    tokens.spend(600);

    assertThat(tokens.isOpen()).isFalse();
    assertThat(tokens.waitMillis()).isBetween(500L, 502L);
    tokens.advance(1_000, 400);
    assertThat(tokens.isOpen()).isFalse();
    tokens.advance(1_000, 501);
    assertThat(tokens.isOpen()).isTrue();
  }

  @Test
  void shouldNotPayOldDebtsAtANewRate() {
    TokenBucket tokens = new TokenBucket(0);
    tokens.advance(100L * MIB, 0);
    tokens.spend(200L * MIB);
    tokens.advance(1_000, 1);

    assertThat(tokens.waitMillis()).isLessThan(102);

    tokens.advance(0, 2);
    assertThat(tokens.isOpen()).isTrue();
    assertThat(tokens.portion(MIB)).isEqualTo(MIB);
  }

  @Test
  void shouldGiveBackWhatAFetchDidNotBring() {
    TokenBucket tokens = new TokenBucket(0);
    tokens.advance(1_000, 0);
    tokens.spend(5_000);
    tokens.spend(-5_000);

    assertThat(tokens.isOpen()).isTrue();
  }

  // ---- classes

  @Test
  void shouldShareByWeightWhileAllWant() {
    Map<PriorityClass, Long> got = share(EnumSet.allOf(PriorityClass.class), 21_000, 100);

    assertThat(got.get(PriorityClass.CRITICAL))
        .isCloseTo(16L * 100_000, Percentage.withPercentage(1));
    assertThat(got.get(PriorityClass.NORMAL)).isCloseTo(4L * 100_000, Percentage.withPercentage(1));
    assertThat(got.get(PriorityClass.BULK)).isCloseTo(100_000L, Percentage.withPercentage(1));
  }

  @Test
  void shouldLeaveWhatOneClassDoesNotUseToTheOthers() {
    Map<PriorityClass, Long> got = share(EnumSet.of(PriorityClass.BULK), 1_000, 100);

    assertThat(got).containsOnlyKeys(PriorityClass.BULK);
  }

  @Test
  void shouldServeANewcomerAtOnceButNotForWhatItNeverWanted() {
    FairShare share = new FairShare();
    for (int i = 0; i < 1_000; i++) {
      share.served(share.next(EnumSet.of(PriorityClass.BULK)), 1_000, 1);
    }
    Set<PriorityClass> both = EnumSet.of(PriorityClass.BULK, PriorityClass.CRITICAL);
    int critical = 0;
    for (int i = 0; i < 170; i++) {
      PriorityClass next = share.next(both);
      share.served(next, 1_000, next.defaultWeight());
      critical += next == PriorityClass.CRITICAL ? 1 : 0;
    }
    assertThat(critical).isBetween(158, 162);
  }

  @Test
  void shouldRefuseSettingsThatMakeNoSense() {
    Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> FlowSettings.unlimited().withRate(-1))
        .withMessageContaining("-1");
    Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> new FlowSettings(0, Set.of(), Map.of(), Map.of(PriorityClass.BULK, 0)))
        .withMessageContaining("weight 0 of class BULK");
    Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> new FairShare().next(Set.of()));
  }

  private static Map<PriorityClass, Long> share(Set<PriorityClass> wanting, int turns, long bytes) {
    FairShare share = new FairShare();
    Map<PriorityClass, Long> got = new EnumMap<>(PriorityClass.class);
    for (int i = 0; i < turns; i++) {
      PriorityClass next = share.next(wanting);
      share.served(next, bytes, next.defaultWeight());
      got.merge(next, bytes, Long::sum);
    }
    return got;
  }

  // ---- windows

  @Test
  void shouldOpenTheWindowToTwiceWhatALongNetworkHolds() {
    SendWindow window = new SendWindow(MIB, 64);
    // 300 MB/s at 80 ms: 24 MB are on the way.
    double bytesPerNano = 0.3;
    fly(window, 80 * MILLI, bytesPerNano, 3_000);

    assertThat(window.bytes()).isBetween(40L * MIB, 70L * MIB);
  }

  @Test
  void shouldKeepTheWindowSmallOnAShortNetwork() {
    SendWindow window = new SendWindow(MIB, 64);
    fly(window, MILLI / 2, 0.3, 3_000);

    assertThat(window.bytes()).isLessThan(4L * MIB);
  }

  @Test
  void shouldAllowOneRequestAtATimeWhateverItsSize() {
    SendWindow window = new SendWindow(100, 64);
    assertThat(window.isOpen()).isTrue();
    SendWindow.Ticket big = window.sent(10_000, 0);

    assertThat(window.isOpen()).isFalse();
    window.lost(big);
    assertThat(window.isOpen()).isTrue();
    assertThat(window.isIdle()).isTrue();
  }

  /** A network of that delay and rate, always full. */
  private static void fly(SendWindow window, long delay, double bytesPerNano, int requests) {
    ArrayDeque<SendWindow.Ticket> flying = new ArrayDeque<>();
    ArrayDeque<Long> ends = new ArrayDeque<>();
    long now = 0;
    long lineFree = 0;
    int size = 512 * 1024;
    for (int i = 0; i < requests; i++) {
      while (window.isOpen()) {
        flying.add(window.sent(size, now));
        lineFree = Math.max(lineFree, now) + (long) (size / bytesPerNano);
        ends.add(lineFree + delay);
      }
      now = ends.remove();
      window.answered(flying.remove(), now);
    }
  }

  @Test
  void shouldAskForMoreAtOnceTheLongerTheRoundTripIs() {
    assertThat(settled(1, 400_000)).isBetween(3 * MIB, 8 * MIB);
    assertThat(settled(80, 100_000)).isGreaterThan(7 * MIB);
  }

  @Test
  void shouldAskForLittleWhenTheSourceIsSlow() {
    assertThat(settled(1, 500)).isLessThan(MIB / 4);
  }

  @Test
  void shouldLeaveTheSizeAloneWhenThereWasLittleToFetch() {
    FetchSize size = new FetchSize(16 * MIB);
    int before = size.bytes();
    size.answered(before, 1_000, 500, 1);

    assertThat(size.bytes()).isEqualTo(before);
    assertThat(size.isBacklogged()).isFalse();
    assertThat(size.expected()).isEqualTo(1_000);
  }

  /** Where the size ends up on a network of that round trip and rate. */
  private static int settled(long roundTripMillis, double bytesPerMilli) {
    FetchSize size = new FetchSize(16 * MIB);
    for (int i = 0; i < 50; i++) {
      int bytes = size.bytes();
      size.answered(bytes, bytes, roundTripMillis + bytes / bytesPerMilli, roundTripMillis);
    }
    return size.bytes();
  }
}
