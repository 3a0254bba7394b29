package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeySetTest {
  @Test
  void shouldHoldWhatASetHoldsWhateverIsAddedAndRemoved() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      KeySet keys = new KeySet(KeyPart.ALL, 1 << 20);
      Set<KeyDigest> expected = new HashSet<>();
      // Few homes, so that keys stand in each other's way.
      for (int i = 0; i < 3_000; i++) {
        long low = random.nextInt(8) << 1 | 1 | (long) random.nextInt(300) << 40;
        KeyDigest key = new KeyDigest(random.nextInt(2), low);
        if (random.nextInt(3) == 0) {
          keys.remove(key);
          expected.remove(key);
        } else {
          keys.add(key);
          expected.add(key);
        }
        assertThat(keys.holds(key)).isEqualTo(expected.contains(key));
      }
      assertThat(keys.size()).isEqualTo(expected.size());
      assertThat(expected).allMatch(keys::holds);
    }
  }

  @Test
  void shouldCoverEveryKeyInExactlyOneOfItsPartsWhenItIsTooSmallForAll() {
    Random random = new Random(7);
    Set<KeyDigest> all = new HashSet<>();
    while (all.size() < 5_000) {
      all.add(new KeyDigest(random.nextLong(), random.nextLong() | 1));
    }
    KeySet keys = new KeySet(KeyPart.ALL, 64);
    Set<KeyDigest> held = new HashSet<>();
    int parts = 0;
    do {
      parts++;
      all.forEach(keys::add);
      assertThat(keys.size()).isLessThanOrEqualTo(44);
      for (KeyDigest key : all) {
        if (keys.covers(key)) {
          assertThat(keys.holds(key)).isTrue();
          assertThat(held.add(key)).isTrue();
        }
      }
    } while (keys.nextPart());

    assertThat(held).isEqualTo(all);
    assertThat(parts).isGreaterThan(5_000 / 44);
  }
}
