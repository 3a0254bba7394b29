package io.strait.validator.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.strait.validator.audit.AuditSummary;
import io.strait.validator.audit.AuditTotals;
import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.audit.Uncovered;
import io.strait.validator.check.FindingCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProofMeterTest {
  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  private final ProofMeter meter = new ProofMeter(Duration.ofSeconds(60));

  @Test
  void shouldCountOnlyWhatIsNew() {
    assertThat(look(0, 1, Map.of(State.PROVED, 900L), Map.of())).isEmpty();

    List<SliSample> samples = look(1, 1, Map.of(State.PROVED, 1_000L), Map.of());

    assertThat(samples).hasSize(4).allMatch(one -> one.good() == 100 && one.bad() == 0);
    assertThat(look(2, 1, Map.of(State.PROVED, 1_000L, State.SUSPECT, 50L), Map.of())).isEmpty();
  }

  @Test
  void shouldCountEachFindingAgainstItsOwnIndicator() {
    look(0, 1, Map.of(), Map.of());

    List<SliSample> samples =
        look(
            1,
            1,
            Map.of(State.PROVED, 90L, State.DIVERGENT, 10L),
            Map.of(
                FindingCode.MISSING, 3L,
                FindingCode.REORDERED, 2L,
                FindingCode.DUPLICATE, 1L,
                FindingCode.HEADER, 4L,
                FindingCode.FOREIGN, 1L));

    assertThat(samples)
        .extracting(SliSample::sli, SliSample::good, SliSample::bad)
        .containsExactly(
            tuple(Sli.COMPLETENESS, 97L, 3L),
            tuple(Sli.CORRECTNESS, 95L, 5L),
            tuple(Sli.ORDER, 98L, 2L),
            tuple(Sli.DUPLICATES, 99L, 1L));
  }

  @Test
  void shouldCountUnverifiableAsBadAfterItsDeadlineUnlessItWasProvedMeanwhile() {
    look(0, 1, Map.of(), Map.of());
    assertThat(look(1, 1, Map.of(State.UNVERIFIABLE, 30L), Map.of())).isEmpty();
    assertThat(look(30, 1, Map.of(State.UNVERIFIABLE, 40L), Map.of())).isEmpty();

    List<SliSample> part = look(40, 1, Map.of(State.UNVERIFIABLE, 35L, State.PROVED, 5L), Map.of());
    assertThat(part.get(0).good()).isEqualTo(5);
    assertThat(part.get(0).bad()).isZero();

    List<SliSample> late = look(62, 1, Map.of(State.UNVERIFIABLE, 35L, State.PROVED, 5L), Map.of());
    assertThat(late)
        .extracting(SliSample::sli, SliSample::bad)
        .containsExactly(tuple(Sli.COMPLETENESS, 30L));
    assertThat(look(91, 1, Map.of(State.UNVERIFIABLE, 35L, State.PROVED, 5L), Map.of()))
        .extracting(SliSample::bad)
        .containsExactly(5L);
    assertThat(look(500, 1, Map.of(State.UNVERIFIABLE, 35L, State.PROVED, 5L), Map.of())).isEmpty();
  }

  @Test
  void shouldBeginAnewWithAnotherOwner() {
    look(0, 1, Map.of(State.PROVED, 100L), Map.of());

    assertThat(look(1, 2, Map.of(State.PROVED, 5_000L), Map.of())).isEmpty();
    assertThat(look(2, 2, Map.of(State.PROVED, 5_001L), Map.of())).hasSize(4);
  }

  @Test
  void shouldCountWhatDiffersAsBadAlthoughNoMoreFindingsAreKept() {
    look(0, 1, Map.of(), Map.of(FindingCode.CORRUPT, 2_000L));

    List<SliSample> samples =
        look(
            1,
            1,
            Map.of(State.PROVED, 90L, State.DIVERGENT, 10L),
            Map.of(FindingCode.CORRUPT, 2_000L));

    assertThat(samples)
        .filteredOn(one -> one.sli() == Sli.CORRECTNESS)
        .extracting(SliSample::good, SliSample::bad)
        .containsExactly(tuple(90L, 10L));
  }

  @Test
  void shouldNotForgetWhatIsUnverifiableWhenTheAuditIsOpenedAgain() {
    look(0, 1, Map.of(), Map.of());
    look(1, 1, Map.of(State.UNVERIFIABLE, 30L), Map.of());
    assertThat(look(2, 2, Map.of(State.UNVERIFIABLE, 30L), Map.of())).isEmpty();

    assertThat(look(70, 2, Map.of(State.UNVERIFIABLE, 30L), Map.of()))
        .extracting(SliSample::sli, SliSample::bad)
        .containsExactly(tuple(Sli.COMPLETENESS, 30L));
  }

  private List<SliSample> look(
      long second, long epoch, Map<State, Long> offsets, Map<FindingCode, Long> findings) {
    AuditSummary summary =
        new AuditSummary(
            0,
            epoch,
            new AuditTotals(offsets, 0, 0, 0),
            0,
            0,
            0,
            findings,
            0,
            0,
            List.of(),
            Uncovered.NONE);
    return meter.look(summary, START.plusSeconds(second));
  }
}
