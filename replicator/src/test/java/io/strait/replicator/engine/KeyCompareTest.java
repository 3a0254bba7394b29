package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.wire.HeldKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class KeyCompareTest {
  private static final long LINK = 1;
  private static final long FILL = 2;
  private static final int PLENTY = 1 << 20;

  @Test
  void shouldFindExactlyTheDeletedKeysHoweverSmallItsMemory() {
    for (long seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      List<HeldKey> log = log(random, 1_500, 400);
      int copied = random.nextInt(log.size());
      List<HeldKey> source = cleaned(log, random.nextInt(log.size()) + 1);
      List<HeldKey> target = log.subList(0, copied);
      KeyCompare compare = new KeyCompare(scope(copied, OffsetMap.equalOffsets()), 64, PLENTY);

      int rounds = show(compare, source, target);

      assertThat(names(compare)).as("seed %s", seed).isEqualTo(deleted(source, target, copied));
      assertThat(rounds).isPositive();
      assertThat(compare.isComplete()).isTrue();
    }
  }

  @Test
  void shouldFindTheRestInFurtherComparisonsWhenTheKeysThemselvesAreTooMany() {
    List<HeldKey> target = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      target.add(value(i, "key " + i));
    }
    Set<String> found = new TreeSet<>();
    int comparisons = 0;
    boolean complete = false;
    while (!complete && comparisons < 50) {
      comparisons++;
      KeyCompare compare =
          new KeyCompare(scope(target.size(), OffsetMap.equalOffsets()), 1 << 10, 20_000);
      show(compare, List.of(), target);
      for (String key : names(compare)) {
        assertThat(found.add(key)).isTrue();
        target.add(new HeldKey(target.size(), FILL, bytes(key), true));
      }
      complete = compare.isComplete();
    }

    assertThat(found).hasSize(1_000);
    assertThat(comparisons).isBetween(3, 10);
  }

  @Test
  void shouldLeaveAloneWhatDidNotComeFromTheSourceAsItIsNow() {
    OffsetMap map =
        OffsetMap.equalOffsets().withUnmatched(10).with(11, 10).withGeneration(20, 5, 5);
    List<HeldKey> target =
        List.of(
            value(2, "gone"),
            value(7, "of what the source lost"),
            value(9, "overwritten"),
            new HeldKey(10, 77, bytes("overwritten"), false),
            value(21, "new and gone"),
            value(22, "new"));
    KeyCompare compare = new KeyCompare(scope(8, map), PLENTY, PLENTY);

    show(compare, List.of(value(7, "new")), target);

    assertThat(names(compare)).containsExactlyInAnyOrder("gone", "new and gone");
  }

  @Test
  void shouldLeaveToRetentionWhatIsOlderThanTheSourcesLog() {
    KeyCompare compare = new KeyCompare(scope(10, OffsetMap.equalOffsets()), PLENTY, PLENTY);
    compare.retainedFrom(5);

    show(compare, List.of(), List.of(value(4, "old"), value(5, "gone")));

    assertThat(names(compare)).containsExactly("gone");
  }

  @Test
  void shouldCountWhatItDeletedBeforeButNotFillers() {
    KeyCompare compare = new KeyCompare(scope(10, OffsetMap.equalOffsets()), PLENTY, PLENTY);

    show(
        compare,
        List.of(),
        List.of(
            value(0, "deleted"),
            value(1, "gone"),
            new HeldKey(2, FILL, bytes("strait.filler"), true),
            new HeldKey(3, FILL, bytes("deleted"), true),
            new HeldKey(4, LINK, bytes("never there"), true)));

    assertThat(names(compare)).containsExactly("gone");
    assertThat(compare.written()).isEqualTo(1);
  }

  @Test
  void shouldLeaveAloneWhatTheLinkDidNotWrite() {
    KeyCompare compare = new KeyCompare(scope(10, OffsetMap.equalOffsets()), PLENTY, PLENTY);

    show(compare, List.of(), List.of(new HeldKey(0, 77, bytes("theirs"), false), value(1, "ours")));

    assertThat(names(compare)).containsExactly("ours");
  }

  @Test
  void shouldNotBelieveATombstoneThatMayHaveBeenAbortedOrLeftOut() {
    CopyPolicy committed = CopyPolicy.defaults();
    CopyPolicy faithful =
        new CopyPolicy(
            committed.offsets(),
            committed.fillerRecords(),
            TransactionRule.FAITHFUL,
            committed.reactions(),
            committed.deadLetters(),
            committed.records());
    List<HeldKey> source =
        List.of(value(0, "live"), new HeldKey(1, LINK, bytes("live"), true), value(2, "other"));

    for (CopyPolicy policy : List.of(committed, faithful)) {
      KeyCompare compare =
          new KeyCompare(
              new KeyCompare.Scope(
                  10,
                  10,
                  OffsetMap.equalOffsets(),
                  0,
                  id -> id == FILL,
                  KeyCompare.Scope.isData(policy, LINK),
                  KeyCompare.Scope.counts(policy, "topic")),
              PLENTY,
              PLENTY);

      show(compare, source, List.of(value(0, "live"), value(2, "other")));

      assertThat(compare.missed()).hasSize(policy == committed ? 1 : 0);
    }
  }

  private static KeyCompare.Scope scope(long copiedTo, OffsetMap map) {
    return new KeyCompare.Scope(
        copiedTo, 1_000_000, map, 0, id -> id == FILL, id -> id == LINK, true);
  }

  private static int show(KeyCompare compare, List<HeldKey> source, List<HeldKey> target) {
    int rounds = 0;
    do {
      rounds++;
      assertThat(rounds).isLessThan(1_000);
      source.forEach(compare::source);
      target.forEach(compare::target);
      if (compare.hasFound()) {
        target.forEach(compare::name);
      }
    } while (compare.nextRound());
    return rounds;
  }

  private static List<HeldKey> log(Random random, int records, int keys) {
    List<HeldKey> log = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      byte[] key = bytes("key " + random.nextInt(keys));
      log.add(new HeldKey(i, LINK, key, random.nextInt(3) == 0));
    }
    return log;
  }

  /** As the source's cleaner leaves it, which has come that far, twice. */
  private static List<HeldKey> cleaned(List<HeldKey> log, int to) {
    Map<String, Long> last = new HashMap<>();
    log.subList(0, to).forEach(held -> last.put(name(held), held.offset()));
    return log.stream()
        .filter(
            held ->
                held.offset() >= to || last.get(name(held)) == held.offset() && !held.tombstone())
        .toList();
  }

  private static Set<String> deleted(List<HeldKey> source, List<HeldKey> target, int copied) {
    Set<String> live = new TreeSet<>();
    for (HeldKey held : target) {
      if (held.tombstone()) {
        live.remove(name(held));
      } else {
        live.add(name(held));
      }
    }
    for (HeldKey held : source) {
      live.remove(name(held));
    }
    // Tombstones that are still there were copied, so their keys live on neither side.
    assertThat(copied).isEqualTo(target.size());
    return live;
  }

  private static Set<String> names(KeyCompare compare) {
    Set<String> names = new TreeSet<>();
    compare.missed().forEach(key -> names.add(new String(key, StandardCharsets.UTF_8)));
    return names;
  }

  private static HeldKey value(long offset, String key) {
    return new HeldKey(offset, LINK, bytes(key), false);
  }

  private static String name(HeldKey held) {
    return new String(held.key(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
