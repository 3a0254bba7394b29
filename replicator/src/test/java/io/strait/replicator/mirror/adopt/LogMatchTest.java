package io.strait.replicator.mirror.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.mirror.adopt.HeldEntry.State;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** In the sketches each letter is a record's content; '.' is an offset without a record. */
class LogMatchTest {
  @Test
  void shouldFindEqualOffsetsEqual() {
    MatchResult found = match("abcd", "abcd");

    assertThat(found.map().isEqual()).isTrue();
    assertThat(found.next()).isEqualTo(4);
    assertThat(found.matched()).isEqualTo(4);
  }

  @Test
  void shouldMapAroundEndsOfTransactionsOnTheSource() {
    MatchResult found = match("ab.cd.e", "abcde");

    assertThat(found.map().sourceOf(2)).isEqualTo(new Translation.Exact(3, 0));
    assertThat(found.map().sourceOf(4)).isEqualTo(new Translation.Exact(6, 0));
    assertThat(found.map().targetOf(2, 5)).isEqualTo(new Translation.Gap(2));
    assertThat(found.map().sourceOf(5).position()).isEqualTo(7);
    assertThat(found.missing()).isZero();
  }

  @Test
  void shouldMapAroundEndsOfTransactionsOnTheMirror() {
    MatchResult found = match("abcd", "ab.cd.");

    assertThat(found.map().sourceOf(2)).isEqualTo(new Translation.Gap(2));
    assertThat(found.map().sourceOf(3)).isEqualTo(new Translation.Exact(2, 0));
    assertThat(found.map().sourceOf(6).position()).isEqualTo(4);
    assertThat(found.map().targetOf(3, 6)).isEqualTo(new Translation.Exact(4, 0));
  }

  @Test
  void shouldCountARepeatAsNotFromTheSource() {
    // Copied up to f, committed at b, killed, and copied again from c.
    MatchResult found = match("abcdefgh", "abcdefcdefgh");

    assertThat(found.repeated()).isEqualTo(4);
    assertThat(found.firstRepeat()).contains(6L);
    assertThat(found.map().sourceOf(3)).isEqualTo(new Translation.Exact(3, 0));
    assertThat(found.map().sourceOf(7)).isEqualTo(new Translation.Gap(6));
    assertThat(found.map().sourceOf(10)).isEqualTo(new Translation.Exact(6, 0));
    assertThat(found.map().targetOf(3, 12)).isEqualTo(new Translation.Exact(3, 0));
    assertThat(found.map().targetOf(6, 12)).isEqualTo(new Translation.Exact(10, 0));
    assertThat(found.next()).isEqualTo(8);
    assertThat(found.missing() + found.unknown()).isZero();
  }

  @Test
  void shouldGoOnBehindWhatWasCopiedFirstWhenTheMirrorEndsInARepeat() {
    MatchResult found = match("abcdefgh", "abcdefcd");

    assertThat(found.next()).isEqualTo(6);
    assertThat(found.map().sourceOf(8).position()).isEqualTo(6);
    assertThat(found.map().sourceOf(8)).isInstanceOf(Translation.Exact.class);
  }

  @Test
  void shouldFollowTwoRepeatsOneInTheOther() {
    MatchResult found = match("abcdefgh", "abcdbcdebcdefgh");

    assertThat(found.repeated()).isEqualTo(7);
    assertThat(found.matched()).isEqualTo(8);
    assertThat(found.next()).isEqualTo(8);
  }

  @Test
  void shouldNotTakeAbortedRecordsForTheSourcesOwn() {
    // Capitals were aborted on the source.
    MatchResult found = match("abXYc", "abXYc");

    assertThat(found.aborted()).isEqualTo(2);
    assertThat(found.map().sourceOf(2)).isInstanceOf(Translation.Gap.class);
    assertThat(found.map().sourceOf(4)).isEqualTo(new Translation.Exact(4, 0));

    MatchResult without = match("abXY.cZ.d", "abcd");
    assertThat(without.aborted() + without.missing()).isZero();
    assertThat(without.map().sourceOf(3)).isEqualTo(new Translation.Exact(8, 0));
  }

  @Test
  void shouldNotGoOnBeforeAbortedRecordsAtTheEnd() {
    MatchResult found = match("abXY", "abXY");

    assertThat(found.next()).isEqualTo(4);
    assertThat(found.map().sourceOf(4).position()).isEqualTo(4);
    assertThat(found.map().sourceOf(3)).isInstanceOf(Translation.Gap.class);
  }

  @Test
  void shouldNameWhatIsMissingAndWhatIsForeign() {
    MatchResult missing = match("abcdef", "abef");
    assertThat(missing.missing()).isEqualTo(2);
    assertThat(missing.firstMissing()).contains(2L);

    MatchResult foreign = match("abcd", "ab??cd");
    assertThat(foreign.unknown()).isEqualTo(2);
    assertThat(foreign.firstUnknown()).contains(2L);
    assertThat(foreign.map().sourceOf(4)).isEqualTo(new Translation.Exact(2, 0));
  }

  @Test
  void shouldAlignLogsOfWhichBothHaveLostTheirBeginnings() {
    // The source begins at offset 3, the mirror at 1.
    MatchResult found = match("...defgh", ".cdefgh");

    assertThat(found.early()).isEqualTo(1);
    assertThat(found.firstSource()).isEqualTo(3);
    assertThat(found.firstTarget()).isEqualTo(2);
    assertThat(found.map().sourceOf(1)).isEqualTo(new Translation.Gap(3));
    assertThat(found.map().sourceOf(2)).isEqualTo(new Translation.Exact(3, 0));
    assertThat(found.map().targetOf(0, 7)).isEqualTo(new Translation.Gap(2));
  }

  @Test
  void shouldSayNothingAboutWhatLiesBeforeAnAnchor() {
    LogMatch match =
        new LogMatch(log("..cdef").iterator(), log("..cdef").iterator(), 6, false, 100, 100);

    MatchResult found = match.run();

    assertThat(found.map().isEqual()).isFalse();
    assertThat(found.map().sourceOf(1)).isEqualTo(new Translation.Gap(2));
    assertThat(found.map().sourceOf(5)).isEqualTo(new Translation.Exact(5, 0));
  }

  @Test
  void shouldTellEqualRecordsApartByWhatFollows() {
    MatchResult found = match("abcabdabe", "abcabdcabdabe");

    assertThat(found.repeated()).isEqualTo(4);
    assertThat(found.map().sourceOf(12)).isEqualTo(new Translation.Exact(8, 0));
  }

  @Test
  void shouldSayWhereATransactionIsStillOpen() {
    List<HeldEntry> source = new ArrayList<>(log("ab"));
    source.add(new HeldEntry(2, 'c', 'c', State.OPEN));

    MatchResult found = new LogMatch(source.iterator(), log("abc").iterator(), 3, true).run();

    assertThat(found.open()).contains(2L);
  }

  @Test
  void shouldFindEveryCounterpartOfRandomLogs() {
    for (long seed = 1; seed <= 300; seed++) {
      Story story = new Story(new Random(seed));
      OffsetMap map =
          new LogMatch(story.source.iterator(), story.target.iterator(), story.end, true, 500, 200)
              .run()
              .map();
      for (long[] pair : story.pairs) {
        assertThat(map.sourceOf(pair[1]))
            .as("seed %d", seed)
            .isEqualTo(new Translation.Exact(pair[0], 0));
        assertThat(map.targetOf(pair[0], story.end)).isEqualTo(new Translation.Exact(pair[1], 0));
      }
      for (long repeat : story.repeats) {
        assertThat(map.sourceOf(repeat)).as("seed %d", seed).isInstanceOf(Translation.Gap.class);
      }
      assertThat(map.sourceOf(story.end).position()).isEqualTo(story.next);
    }
  }

  private static MatchResult match(String source, String target) {
    return new LogMatch(
            log(source).iterator(), log(target).iterator(), target.length(), true, 100, 100)
        .run();
  }

  private static List<HeldEntry> log(String sketch) {
    List<HeldEntry> log = new ArrayList<>();
    for (int at = 0; at < sketch.length(); at++) {
      char content = sketch.charAt(at);
      if (content != '.') {
        State state = Character.isUpperCase(content) ? State.ABORTED : State.COMMITTED;
        log.add(new HeldEntry(at, content, content, state));
      }
    }
    return log;
  }

  /** A MirrorMaker 2 that is killed now and then, on a source with transactions. */
  private static final class Story {
    private final List<HeldEntry> source = new ArrayList<>();
    private final List<HeldEntry> target = new ArrayList<>();
    private final List<long[]> pairs = new ArrayList<>();
    private final List<Long> repeats = new ArrayList<>();
    private long end;
    private long next;

    Story(Random random) {
      long offset = random.nextInt(3);
      for (int i = 0; i < 400; i++) {
        boolean lost = random.nextInt(15) == 0;
        source.add(new HeldEntry(offset, i, i, lost ? State.ABORTED : State.COMMITTED));
        offset += random.nextInt(10) == 0 ? 1 + random.nextInt(3) : 1;
      }
      boolean copiesAborted = random.nextBoolean();
      end = random.nextInt(2);
      int copied = -1;
      int committed = 0;
      for (int at = 0; at < source.size(); at++) {
        HeldEntry original = source.get(at);
        if (original.state() == State.COMMITTED || copiesAborted) {
          target.add(new HeldEntry(end, original.high(), original.low(), State.COMMITTED));
          if (at <= copied) {
            repeats.add(end);
          } else if (original.state() == State.COMMITTED) {
            pairs.add(new long[] {original.offset(), end});
          }
          next = at > copied ? original.offset() + 1 : next;
          end++;
        }
        copied = Math.max(copied, at);
        committed = random.nextInt(40) == 0 ? at : committed;
        if (random.nextInt(120) == 0) {
          at = committed;
        }
      }
    }
  }
}
