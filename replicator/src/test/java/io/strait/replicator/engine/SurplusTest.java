package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.engine.Surplus.Growth;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.wire.HeldRecord;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.RangeRead;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SurplusTest {
  private static final long STRANGER = 9;
  private static final long TWIN = 4_000;
  private static final LinkIdentity IDENTITY =
      new LinkIdentity(
          new Link(
              new LinkName("surplus"),
              new ClusterAlias("east"),
              new ClusterAlias("west"),
              List.of(TopicMapping.same("t"))),
          "S",
          "T",
          (1 << 15) + 3);

  @Test
  void shouldTakeExtraMarkersOfTheLinkForItsOwn() {
    long owners = IDENTITY.markerId();
    long earlier = IDENTITY.owned(1).markerId();

    assertThat(foreign(501, Set.of(owners, earlier))).isEmpty();
    assertThat(foreign(501, Set.of(owners), held(200, IDENTITY.fillerId()))).isEmpty();
  }

  @Test
  void shouldNameARecordOfSomebodyElseAmongTheMarkers() {
    assertThat(foreign(501, Set.of(IDENTITY.markerId()), held(200, STRANGER)))
        .hasValue("a record at offset 200");
    assertThat(foreign(501, Set.of(IDENTITY.markerId()), held(200, IDENTITY.dataId()))).isPresent();
  }

  @Test
  void shouldNameTheEndOfSomebodyElsesTransaction() {
    assertThat(foreign(501, Set.of(IDENTITY.markerId(), STRANGER)).orElseThrow())
        .contains("producer 9");
  }

  @Test
  void shouldJudgeNothingBehindTheEndThatWasSeen() {
    assertThat(foreign(501, Set.of(IDENTITY.markerId()), held(501, STRANGER))).isEmpty();
  }

  @Test
  void shouldTakeOnlyTheMarkerOfTheVeryTransactionForItsEnd() {
    assertThat(Growth.of(read(11, Set.of(TWIN)), 10, TWIN)).isEqualTo(Growth.END);
    assertThat(Growth.of(read(11, Set.of(STRANGER)), 10, TWIN)).isEqualTo(Growth.FOREIGN);
    assertThat(Growth.of(read(11, Set.of(), held(10, STRANGER)), 10, TWIN))
        .isEqualTo(Growth.FOREIGN);
    assertThat(Growth.of(read(12, Set.of(TWIN), held(10, STRANGER)), 10, TWIN))
        .isEqualTo(Growth.FOREIGN);
    assertThat(Growth.of(read(12, Set.of(TWIN), held(11, STRANGER)), 10, TWIN))
        .isEqualTo(Growth.FOREIGN);
  }

  private static Optional<String> foreign(long end, Set<Long> controls, HeldRecord... records) {
    return Surplus.foreign(IDENTITY, read(end, controls, records), end);
  }

  private static RangeRead read(long next, Set<Long> controls, HeldRecord... records) {
    return new RangeRead(Outcome.none(), next, next, List.of(records), controls, 0);
  }

  private static HeldRecord held(long offset, long producerId) {
    return new HeldRecord(offset, producerId, 0, new HeldRecord.Image(1, "null", "00", List.of()));
  }
}
