package io.strait.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.contract.OffsetClaim;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The claim says what the link's own map says, though it is computed in another way. */
class MapClaimTest {
  @Test
  void shouldClaimEqualOffsetsWhenTheMapHasThem() {
    assertThat(MapClaim.of(OffsetMap.equalOffsets()).images().orElseThrow().toTarget(77))
        .isEqualTo(77);
  }

  @Test
  void shouldTranslateAsTheMapDoesWhenOffsetsWereLeftOut() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      OffsetMap map = OffsetMap.equalOffsets().with(0, random.nextInt(5));
      long target = 0;
      long source = map.at(0).source();
      for (int i = 0; i < 12; i++) {
        long run = 1 + random.nextInt(4);
        target += run;
        source += run;
        if (random.nextInt(3) == 0) {
          map = map.withUnmatched(target);
          target += 1 + random.nextInt(3);
        }
        source += random.nextInt(3);
        map = map.with(target, source);
      }
      agree(map, MapClaim.of(map), source + 10, target + 10);
    }
  }

  @Test
  void shouldClaimOnlyWhatTheSourceStillHoldsWhenItWasCutOff() {
    OffsetMap map = OffsetMap.equalOffsets().withGeneration(100, 60, 60);

    OffsetRelation images = MapClaim.of(map).images().orElseThrow();

    assertThat(images.toTarget(59)).isEqualTo(59);
    assertThat(images.toTarget(60)).isEqualTo(100);
    assertThat(images.toSource(80)).isEqualTo(60);
    assertThat(images.toSource(101)).isEqualTo(61);
  }

  @Test
  void shouldForgetTheFormerSourceWhenItWasCreatedAgain() {
    OffsetMap map = OffsetMap.equalOffsets().withGeneration(100, 0, 0);

    OffsetRelation images = MapClaim.of(map).images().orElseThrow();

    assertThat(images.toTarget(0)).isEqualTo(100);
    assertThat(images.toSource(40)).isEqualTo(0);
  }

  private static void agree(OffsetMap map, OffsetClaim claim, long sources, long targets) {
    OffsetRelation images = claim.images().orElseThrow();
    for (long source = 0; source < sources; source++) {
      if (map.targetOf(source, Long.MAX_VALUE) instanceof Translation.Exact exact) {
        assertThat(images.toTarget(source)).isEqualTo(exact.offset());
        assertThat(images.toSource(exact.offset())).isEqualTo(source);
      } else {
        assertThat(images.toTarget(source))
            .isEqualTo(map.targetOf(source, Long.MAX_VALUE).position());
      }
    }
    for (long target = 0; target < targets; target++) {
      Translation mapped = map.sourceOf(target);
      assertThat(images.toSource(target)).isGreaterThanOrEqualTo(mapped.position());
      if (mapped instanceof Translation.Exact exact) {
        assertThat(images.toSource(target)).isEqualTo(exact.offset());
      }
    }
  }
}
