package io.strait.validator.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.topology.OffsetRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestTest {
  private static final long SEED = 42;
  private static final ChainBase BASE = new ChainBase(SEED);
  private static final Fingerprinter PRINTS = new Fingerprinter(SEED);

  @Test
  void shouldComputeThePublishedHashes() {
    assertThat(Hash64.of(new byte[0], 0)).isEqualTo(0xEF46DB3751D8E999L);
    assertThat(Hash64.of(bytes("a"), 0)).isEqualTo(0xD24EC4F1A98C6E5BL);
    assertThat(Hash64.of(bytes("abc"), 0)).isEqualTo(0x44BC2CF5AD770999L);
    assertThat(Hash64.of(bytes("Nobody inspects the spammish repetition"), 0))
        .isEqualTo(0xFBCEA83C8A378BF1L);
  }

  @Test
  void shouldGiveTheSameDigestWhereverARunIsCut() {
    List<Fingerprint> records = prints(200);
    Digest whole = digest(records);

    for (int cut = 0; cut <= records.size(); cut++) {
      Digest left = digest(records.subList(0, cut));
      Digest right = Digest.EMPTY;
      for (Fingerprint record : records.subList(cut, records.size())) {
        right = right.append(record, record.offset(), BASE);
      }
      assertThat(left.concat(right, BASE)).isEqualTo(whole);
    }
  }

  @Test
  void shouldProveAPermutationWithoutReadingAgain() {
    List<Fingerprint> records = prints(64);
    for (int distance : new int[] {1, 2, 4, 8, 16, 32, 63}) {
      List<Fingerprint> moved = new ArrayList<>(records);
      Collections.swap(moved, 0, distance);
      assertThat(digest(moved).isPermutationOf(digest(records))).as("by %d", distance).isTrue();
    }
    assertThat(digest(records).isPermutationOf(digest(records))).isFalse();
  }

  @Test
  void shouldNotCancelWhenTwoEqualRecordsAreAdded() {
    List<Fingerprint> records = prints(10);
    List<Fingerprint> twice = new ArrayList<>(records);
    twice.add(records.get(3));
    twice.add(records.get(3));

    assertThat(digest(twice).sum()).isNotEqualTo(digest(records).sum());
  }

  @Test
  void shouldTellAbsentFromEmptyAndKeyFromValue() {
    byte[] none = null;
    byte[] empty = new byte[0];
    assertThat(print(none, empty).content()).isNotEqualTo(print(empty, none).content());
    assertThat(print(empty, empty).content()).isNotEqualTo(print(empty, none).content());
    assertThat(print(bytes("ab"), bytes("c")).content())
        .isNotEqualTo(print(bytes("a"), bytes("bc")).content());
    assertThat(print(bytes("a"), bytes("b")).content())
        .isNotEqualTo(print(bytes("b"), bytes("a")).content());
  }

  @Test
  void shouldTellHeadersByNameValueAndOrder() {
    HeaderField one = new HeaderField("a", bytes("1"));
    HeaderField two = new HeaderField("b", bytes("2"));
    long both = withHeaders(List.of(one, two));

    assertThat(both).isNotEqualTo(withHeaders(List.of(two, one)));
    assertThat(both).isNotEqualTo(withHeaders(List.of(one)));
    assertThat(withHeaders(List.of(new HeaderField("a", null))))
        .isNotEqualTo(withHeaders(List.of(new HeaderField("a", new byte[0]))));
    assertThat(withHeaders(List.of(new HeaderField("a1", bytes("2")))))
        .isNotEqualTo(withHeaders(List.of(new HeaderField("a", bytes("12")))));
  }

  @Test
  void shouldDifferUnderAnotherSeed() {
    LogRecord record = new LogRecord(0, 0, bytes("k"), bytes("v"), List.of());
    assertThat(new Fingerprinter(1).of(record).content())
        .isNotEqualTo(new Fingerprinter(2).of(record).content());
  }

  @Test
  void shouldLeadToEveryUnequalWindowInOrder() {
    WindowGrid grid = WindowGrid.over(new OffsetRange(5, 5 + 16 * 700), 16);
    int[] unequal = {0, 1, 15, 16, 17, 255, 256, 600, grid.windows() - 1};
    DigestTree left = tree(grid, new int[0]);
    DigestTree right = tree(grid, unequal);

    List<Integer> found = new ArrayList<>();
    OptionalInt next = left.nextUnequal(right, 0);
    while (next.isPresent()) {
      found.add(next.getAsInt());
      next = left.nextUnequal(right, next.getAsInt() + 1);
    }
    assertThat(found).containsExactlyElementsOf(Arrays.stream(unequal).boxed().toList());
    assertThat(left.nextUnequal(left, 0)).isEmpty();
  }

  @Test
  void shouldRefuseToCompareTreesOverDifferentGrids() {
    DigestTree left = tree(WindowGrid.over(new OffsetRange(0, 100), 16), new int[0]);
    DigestTree right = tree(WindowGrid.over(new OffsetRange(0, 101), 16), new int[0]);

    assertThatThrownBy(() -> left.nextUnequal(right, 0)).hasMessageContaining("use one grid");
  }

  @Test
  void shouldWidenWindowsRatherThanGrowWithTheLog() {
    long tebi = 1L << 40;
    WindowGrid grid = WindowGrid.over(new OffsetRange(3, tebi), 1_024);

    assertThat(grid.windows()).isLessThanOrEqualTo(WindowGrid.MOST_WINDOWS);
    assertThat(grid.index(3)).isZero();
    assertThat(grid.index(tebi - 1)).isEqualTo(grid.windows() - 1);
    assertThat(grid.index(grid.start(9))).isEqualTo(9);
    assertThat(grid.index(grid.start(9) - 1)).isEqualTo(8);
    assertThat(grid.start(0)).isEqualTo(3);
  }

  private static DigestTree tree(WindowGrid grid, int[] changed) {
    DigestTree.Builder builder = new DigestTree.Builder(grid, BASE);
    List<Integer> changedWindows = Arrays.stream(changed).boxed().toList();
    for (long offset = grid.range().from(); offset < grid.range().to(); offset++) {
      boolean change =
          changedWindows.contains(grid.index(offset)) && offset == grid.start(grid.index(offset));
      builder.add(print(bytes("k"), bytes((change ? "x" : "v") + offset)), offset);
    }
    return builder.build();
  }

  private static Digest digest(List<Fingerprint> records) {
    Digest digest = Digest.EMPTY;
    for (int i = 0; i < records.size(); i++) {
      digest = digest.append(records.get(i), i, BASE);
    }
    return digest;
  }

  private static List<Fingerprint> prints(int count) {
    Random random = new Random(7);
    List<Fingerprint> prints = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] value = new byte[random.nextInt(100)];
      random.nextBytes(value);
      prints.add(PRINTS.of(new LogRecord(i, i * 10L, bytes("k" + i), value, List.of())));
    }
    return prints;
  }

  private static Fingerprint print(byte[] key, byte[] value) {
    return PRINTS.of(new LogRecord(0, 0, key, value, List.of()));
  }

  private static long withHeaders(List<HeaderField> headers) {
    return PRINTS.of(new LogRecord(0, 0, null, null, headers)).headers();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
