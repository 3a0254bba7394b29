package io.strait.validator.records;

import static io.strait.validator.records.Declarations.dense;
import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Proof;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.Subject;
import io.strait.validator.relation.RunPlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of a sample in copies that claim order only: found by content, then judged as demanded. */
class RunPlacesTest {
  private static final int RECORDS = 20_000;
  private static final long SEED = 5;
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final ScanOptions OPTIONS =
      ScanOptions.defaults()
          .withSeed(SEED)
          .withContracts(topic -> Contract.PLAIN.with(OffsetClaim.IN_ORDER));

  private final MemoryLog source = MemoryLog.of(0, RECORDS);

  private static RunPlaces places(MemoryLog source, MemoryLog target) {
    Case one =
        new Case(
            new Subject(TopicMapping.same("t"), 0, true, true),
            source,
            target,
            Contract.PLAIN.with(OffsetClaim.IN_ORDER),
            OPTIONS,
            Optional.empty());
    return new RunPlaces(one, source.bounds(), target.bounds());
  }

  private static OffsetRange run(long from) {
    return new OffsetRange(from, from + 100);
  }

  private static PartitionReport judged(MemoryLog source, MemoryLog target, RunPlaces.Place place) {
    OffsetRange none = new OffsetRange(place.range().from(), place.range().from());
    ProofPoint start = new ProofPoint(PARTITION, none, place.targetOffset(), SEED, Digest.EMPTY);
    return MemoryLog.judge(source, target, OPTIONS, Optional.of(place.range()), Optional.of(start));
  }

  private static MemoryLog led(int records, List<LogRecord> copy) {
    List<LogRecord> all = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      all.add(MemoryLog.record(9_000_000 + i));
    }
    all.addAll(copy);
    return dense(0, all);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 700, 5_000})
  void shouldFindEveryRunWhereTheTargetStandsElsewhere(int lead) {
    source.deleteTo(3_000);
    MemoryLog target = led(lead, source.content());
    RunPlaces places = places(source, target);
    assertThat(places.common().to()).isEqualTo(RECORDS);

    for (long from : new long[] {3_000, 3_050, 9_999, 19_850, 19_900}) {
      RunPlaces.Place place = places.find(run(from)).orElseThrow();
      assertThat(place.range().from()).isLessThanOrEqualTo(from);
      assertThat(place.range().to()).isGreaterThanOrEqualTo(from + 100);
      PartitionReport report = judged(source, target, place);
      assertThat(report.counts().byCode()).isEmpty();
      assertThat(report.proven()).isEqualTo(place.range());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldNameTheFaultWhereverItStandsInARun(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      int from = 500 + random.nextInt(RECORDS - 1_000);
      int at = from + (round % 4 == 0 ? 0 : round % 4 == 1 ? 99 : random.nextInt(100));
      List<LogRecord> copy = new ArrayList<>(source.content());
      FindingCode code = plant(copy, at, random.nextInt(4));
      MemoryLog target = led(random.nextInt(300), copy);

      RunPlaces places = places(source, target);
      places.common();
      PartitionReport report = judged(source, target, places.find(run(from)).orElseThrow());

      assertThat(report.counts().byCode())
          .as("run %d, fault %s at %d: %s", from, code, at, report.findings())
          .containsOnlyKeys(code);
      assertThat(report.counts().differences()).isEqualTo(1);
    }
  }

  private static FindingCode plant(List<LogRecord> copy, int at, int kind) {
    LogRecord old = copy.get(at);
    return switch (kind) {
      case 0 -> {
        copy.remove(at);
        yield FindingCode.MISSING;
      }
      case 1 -> {
        copy.add(at, old);
        yield FindingCode.DUPLICATE;
      }
      case 2 -> {
        copy.set(at, Declarations.flipped(old, 2));
        yield FindingCode.CORRUPT;
      }
      default -> {
        copy.set(at, Declarations.with(old, "more", "x"));
        yield FindingCode.HEADER;
      }
    };
  }

  @Test
  void shouldNotDoubtWhatIsProvedWhenARunIsLookedAtAgain() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.remove(7_050);
    MemoryLog target = led(9, copy);
    RunPlaces.Place place = places(source, target).find(run(7_000)).orElseThrow();
    PartitionReport first = judged(source, target, place);
    Proof proof = first.proof().orElseThrow();
    ProofPoint known =
        new ProofPoint(PARTITION, first.proven(), proof.targetTo(), SEED, proof.digest());

    PartitionReport again =
        MemoryLog.judge(source, target, OPTIONS, Optional.of(place.range()), Optional.of(known));

    assertThat(again.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 1L));
    assertThat(again.judged()).isEqualTo(place.range());
    assertThat(again.firstDivergence()).hasValue(7_050);
  }

  @Test
  void shouldNotDrawWhatTheTargetHasNotGot() {
    MemoryLog behind = dense(0, source.content().subList(0, 12_345));
    MemoryLog trimmed = dense(0, source.content());
    trimmed.deleteTo(4_000);

    assertThat(places(source, behind).common()).isEqualTo(new OffsetRange(0, 12_345));
    assertThat(places(source, trimmed).common()).isEqualTo(new OffsetRange(4_000, RECORDS));
  }

  @Test
  void shouldFindNothingWhereAStretchIsLostOrEverythingIsAnother() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.subList(8_000, 9_000).clear();
    RunPlaces holed = places(source, dense(0, copy));
    RunPlaces strange = places(source, led(RECORDS, List.of()));

    assertThat(holed.find(run(8_400))).isEmpty();
    assertThat(holed.find(run(9_500))).isPresent();
    assertThat(strange.find(run(100))).isEmpty();
  }

  @Test
  void shouldKeepWithinThePartThatIsThere() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.subList(8_000, 9_000).clear();
    MemoryLog target = dense(0, copy);
    RunPlaces.Place place =
        places(source, target).find(new OffsetRange(7_600, 8_050)).orElseThrow();

    assertThat(place.range()).isEqualTo(new OffsetRange(7_536, 8_000));
    assertThat(judged(source, target, place).counts().byCode()).isEmpty();
  }
}
