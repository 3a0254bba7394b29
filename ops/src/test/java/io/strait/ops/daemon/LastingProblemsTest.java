package io.strait.ops.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.ops.view.Sample;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastingProblemsTest {
  private final Seconds clock = new Seconds();
  private final LastingProblems lasting = new LastingProblems(clock);

  @Test
  void shouldReportAProblemOnceItLasts() {
    for (int second = 0; second <= 5; second++) {
      assertThat(at(second, PartitionState.RESOLVING, true, "connection refused")).isEmpty();
    }

    assertThat(at(6, PartitionState.RUNNING, true, "connection refused"))
        .containsExactly("link 'east-west': partition orders-0: for 6 s: connection refused");
    assertThat(at(7, PartitionState.RUNNING, true, null)).isEmpty();
  }

  @Test
  void shouldStartOverWhenAProblemWasGoneForAWhile() {
    at(0, PartitionState.RUNNING, true, "moved");

    assertThat(at(8, PartitionState.RUNNING, true, "moved")).isEmpty();
  }

  @Test
  void shouldCountOnWhenAProblemFlickers() {
    for (int second = 0; second <= 6; second += 2) {
      at(second, PartitionState.RUNNING, true, "moved");
      at(second + 1, PartitionState.RUNNING, true, null);
    }

    assertThat(at(8, PartitionState.RUNNING, true, "moved")).hasSize(1);
  }

  @Test
  void shouldReportRecordsThatWaitWhileNothingIsAcknowledged() {
    assertThat(at(0, PartitionState.RUNNING, true, null)).isEmpty();

    assertThat(at(16, PartitionState.RUNNING, true, null))
        .containsExactly(
            "link 'east-west': partition orders-0: 10 records wait and nothing was acknowledged for"
                + " 16 s");
  }

  @Test
  void shouldSayNothingAboutAStandbyAndAStart() {
    at(0, PartitionState.RESOLVING, false, "not mine");

    assertThat(at(60, PartitionState.RESOLVING, false, "not mine")).isEmpty();
    assertThat(at(61, PartitionState.RESOLVING, true, null)).isEmpty();
  }

  private List<String> at(int second, PartitionState state, boolean owner, String problem) {
    clock.now = Instant.ofEpochSecond(second);
    List<LinkProgress> links = Sample.status(state, owner, Optional.ofNullable(problem)).links();
    return lasting.of(links);
  }

  private static final class Seconds extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
