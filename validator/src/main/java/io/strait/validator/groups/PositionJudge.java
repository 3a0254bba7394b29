package io.strait.validator.groups;

import io.strait.validator.check.OffsetRelation;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.groups.Placed.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Decides about positions of one partition. Confined to one thread.
 *
 * <p>Where offsets are claimed they decide, unless the record at the claimed place is another one;
 * then, and where nothing but order is claimed, the records around both positions decide, and where
 * those do not fit, places on the target where the record may be are looked at. Of compacted logs
 * only records that occur once on either side count, since cleaners leave different holes.
 *
 * <p>Not told apart: positions in a log that repeats itself for longer than 4,096 records to either
 * side without reaching its start or end.
 */
final class PositionJudge {
  private static final int NARROW = 64;
  private static final int WIDE = 512;
  private static final int WIDEST = 4_096;
  private static final int MOST_COUNTED = 10_000;

  private final LogSide source;
  private final LogSide target;
  private final Optional<OffsetRelation> claim;
  private final boolean compacted;
  private final Map<List<Long>, Placed> known = new HashMap<>();
  private Optional<Boolean> heldAtTheEnd = Optional.empty();

  /**
   * Reads nothing yet.
   *
   * @param claim images of offsets, where any are claimed
   * @param compacted whether a cleaner may have left holes on either side
   */
  PositionJudge(LogSide source, LogSide target, Optional<OffsetRelation> claim, boolean compacted) {
    this.source = source;
    this.target = target;
    this.claim = claim;
    this.compacted = compacted;
  }

  /** Where a target's position stands; the same question is answered from memory. */
  Placed place(long sourcePosition, long targetPosition) {
    List<Long> question = List.of(sourcePosition, targetPosition);
    Placed answer = known.get(question);
    if (answer == null) {
      answer = judge(sourcePosition, targetPosition);
      known.put(question, answer);
    }
    return answer;
  }

  private Placed judge(long at, long there) {
    if (there > target.highest()) {
      return beyond(at, there);
    }
    Placed found =
        claimed(at)
            .map(image -> against(image, at, there))
            .orElseGet(() -> compacted ? sparsely(at, there) : byContent(at, there));
    boolean differs = found.state() == State.SKIP || found.state() == State.REWIND;
    return differs && found.cause().isEmpty() && at < source.start()
        ? found.because(
            "the source's position "
                + at
                + " is below its log start "
                + source.start()
                + ": the group is reset there as well")
        : found;
  }

  private Placed beyond(long at, long there) {
    return at > source.highest()
        ? Placed.same()
        : new Placed(
            State.SKIP,
            there - target.highest(),
            true,
            "it stands at "
                + there
                + ", beyond the target's end "
                + target.highest()
                + ": what is appended up to there is never read, or the group is reset",
            Optional.empty());
  }

  /** Any position of the target from {@code lowest} to {@code highest} is right. */
  private record Image(long lowest, long highest) {
    static Image at(long offset) {
      return new Image(offset, offset);
    }
  }

  /** The claimed image; empty where none is claimed, or the records there say otherwise. */
  private Optional<Image> claimed(long at) {
    if (claim.isEmpty()) {
      return Optional.empty();
    }
    OffsetRelation images = claim.get();
    long plain = images.toTarget(at);
    List<Fingerprint> next = source.forward(at, 1);
    for (Fingerprint record : next.isEmpty() ? source.backward(at, 1) : next) {
      long image = images.toTarget(record.offset());
      if (isAnother(record, image)) {
        return Optional.empty();
      }
      long first = next.isEmpty() ? image + 1 : image;
      if (first > target.end() && !isHeldAtTheEnd()) {
        return Optional.empty();
      }
      return Optional.of(new Image(Math.min(plain, first), Math.max(plain, first)));
    }
    return Optional.of(Image.at(plain));
  }

  private boolean isAnother(Fingerprint record, long image) {
    return image >= target.start()
        && target.forward(image, 1).stream()
            .anyMatch(found -> found.offset() == image && !found.sameRecord(record));
  }

  /**
   * Whether the target's last record is where the claim has it, as far as it is found on the
   * source: an image beyond the target's end shows nothing by itself.
   */
  private boolean isHeldAtTheEnd() {
    if (heldAtTheEnd.isEmpty()) {
      List<Fingerprint> last = target.backward(target.end(), NARROW);
      OptionalLong origin = onSource(last, true, source.end());
      heldAtTheEnd =
          Optional.of(
              origin.isEmpty()
                  || claim.orElseThrow().toTarget(origin.getAsLong())
                      == last.get(last.size() - 1).offset());
    }
    return heldAtTheEnd.get();
  }

  /** Compares a position with an image, both offsets of the target. */
  private Placed against(Image image, long at, long there) {
    if (there > image.highest()) {
      long skipped = target.count(image.highest(), there, MOST_COUNTED);
      return skipped == 0
          ? cut(image.highest(), there)
          : skip(skipped, skipped < MOST_COUNTED, image.highest());
    }
    long again = there < image.lowest() ? target.count(there, image.lowest(), MOST_COUNTED) : 0;
    if (again > 0) {
      return rewind(again, again < MOST_COUNTED, there);
    }
    return image.lowest() > target.highest() ? behind(at) : Placed.same();
  }

  private Placed skip(long records, boolean exact, long first) {
    return new Placed(
        State.SKIP,
        records,
        exact,
        "the first record never read is at the target's " + target.describe(first),
        Optional.empty());
  }

  private Placed rewind(long records, boolean exact, long first) {
    return new Placed(
        State.REWIND,
        records,
        exact,
        "the first record read again is at the target's " + target.describe(first),
        Optional.empty());
  }

  /** Nothing of the target is skipped; but its log may begin behind what the source would read. */
  private Placed cut(long image, long there) {
    long lost = image < target.start() ? Math.min(there, target.start()) - image : 0;
    return lost <= 0 || target.start() == 0
        ? Placed.same()
        : new Placed(State.SKIP, lost, true, "offsets from the image " + image, Optional.empty())
            .because(
                "the target's log starts at "
                    + target.start()
                    + ", above the image: the records are gone there (retention)");
  }

  private Placed behind(long at) {
    return new Placed(State.REWIND, 0, true, "the source's position is " + at, Optional.empty())
        .because(
            "the target has not got the records before the source's position yet; the group"
                + " stands at the target's end "
                + target.end());
  }

  private Placed byContent(long at, long there) {
    Window here = Window.around(source, at, NARROW);
    Window across = Window.around(target, there, NARROW);
    if (here.records().isEmpty() || across.records().isEmpty()) {
      return empty(here, across, at);
    }
    OptionalInt shift = new Runs(here, across).settled();
    int width = NARROW;
    while (!isShown(shift, across) && width < WIDEST && mayShowMore(here, across)) {
      width *= WIDE / NARROW;
      here = Window.around(source, at, width);
      across = Window.around(target, there, width);
      Runs runs = new Runs(here, across);
      shift = width < WIDEST ? runs.settled() : runs.likeliest();
      if (runs.shifts().isEmpty()) {
        break;
      }
    }
    return isShown(shift, across) ? shifted(shift.getAsInt(), across, at) : elsewhere(at, there);
  }

  private static boolean mayShowMore(Window here, Window across) {
    return !(here.isWhole() && across.isWhole());
  }

  /** Whether there is a shift, and the window shows all that it passes. */
  private static boolean isShown(OptionalInt shift, Window across) {
    if (shift.isEmpty()) {
      return false;
    }
    int index = across.next() + shift.getAsInt();
    return (index >= 0 || across.atStart()) && (index <= across.records().size() || across.atEnd());
  }

  private Placed empty(Window here, Window across, long at) {
    if (across.records().isEmpty()) {
      return here.preceding().isEmpty() ? Placed.same() : behind(at);
    }
    return Placed.unknown(
        "the source has no record left around position " + at + " to compare with the target's");
  }

  /** Some records before the image, or behind it; both within the window. */
  private Placed shifted(int shift, Window across, long at) {
    if (shift == 0) {
      return Placed.same();
    }
    int index = across.next() + shift;
    if (shift > 0) {
      int again = Math.min(shift, across.ahead());
      return again == 0 ? behind(at) : rewind(again, true, offset(across));
    }
    int skipped = Math.min(-shift, across.next());
    boolean begins = index < 0 && across.atStart();
    if (skipped == 0 && begins) {
      return beforeTheStart(-shift, at);
    }
    long first = across.records().get(Math.max(0, index)).offset();
    return skip(skipped, true, first);
  }

  private static long offset(Window window) {
    return window.following().map(Fingerprint::offset).orElse(Long.MAX_VALUE);
  }

  /** The image is not near the position: looks where it may be, then less strictly, then wider. */
  private Placed elsewhere(long at, long there) {
    Window here = Window.around(source, at, NARROW);
    List<Long> guesses = guesses(here, at, there);
    for (long guess : guesses) {
      Window across = Window.around(target, guess, WIDE);
      OptionalInt shift = new Runs(here, across).single();
      if (shift.isPresent()) {
        return against(Image.at(image(across, shift.getAsInt())), at, there);
      }
    }
    for (long guess : guesses) {
      Window across = Window.around(target, guess, WIDE);
      OptionalInt shift = new Runs(here, across).partial();
      if (shift.isPresent()) {
        return against(Image.at(image(across, shift.getAsInt())), at, there);
      }
    }
    Window wide = Window.around(target, there, WIDEST);
    OptionalInt shift = new Runs(here, wide).single();
    return shift.isPresent()
        ? against(Image.at(image(wide, shift.getAsInt())), at, there)
        : atTheEdges(here, at, there);
  }

  private List<Long> guesses(Window here, long at, long there) {
    List<Long> guesses = new ArrayList<>();
    guesses.add(there);
    guesses.add(at);
    guesses.add(at + target.end() - source.end());
    guesses.add(at + target.start() - source.start());
    here.following()
        .or(here::preceding)
        .map(record -> target.atTime(record.timestamp()))
        .filter(OptionalLong::isPresent)
        .ifPresent(found -> guesses.add(found.getAsLong()));
    return guesses.stream()
        .filter(guess -> guess >= 0)
        .map(guess -> Math.max(target.start(), Math.min(target.end(), guess)))
        .distinct()
        .toList();
  }

  /** The offset of the target at which the shift leads. */
  private long image(Window across, int shift) {
    int index = across.next() + shift;
    int size = across.records().size();
    if (index >= 0 && index < size) {
      return across.records().get(index).offset();
    }
    return index < 0
        ? Math.max(0, across.records().get(0).offset() + index)
        : across.records().get(size - 1).offset() + 1 + (index - size);
  }

  /** Whether the target ends before the record, or begins behind it. */
  private Placed atTheEdges(Window here, long at, long there) {
    OptionalLong last = onSource(target.backward(target.end(), NARROW), true, at);
    if (last.isPresent() && last.getAsLong() < at) {
      long again = target.count(there, target.end(), MOST_COUNTED);
      return again == 0 ? behind(at) : rewind(again, again < MOST_COUNTED, there);
    }
    OptionalLong first = onSource(target.forward(target.start(), NARROW), false, at);
    if (first.isPresent() && first.getAsLong() >= at) {
      return aboveStart(at, there);
    }
    return Placed.unknown(
        "none of the records around the source's position "
            + at
            + " is found on the target near its position "
            + there
            + ", at the same time, or at the same distance from start or end");
  }

  private Placed aboveStart(long at, long there) {
    long skipped = target.count(target.start(), there, MOST_COUNTED);
    if (skipped == 0) {
      return beforeTheStart(1, at);
    }
    return new Placed(
        State.SKIP,
        skipped,
        skipped < MOST_COUNTED,
        "the target's log begins behind the source's position " + at,
        Optional.empty());
  }

  /** The group stands where the target's log begins, which is behind the image. */
  private Placed beforeTheStart(long records, long at) {
    Placed skip =
        new Placed(
            State.SKIP,
            records,
            false,
            "the target's log begins behind the source's position " + at,
            Optional.empty());
    return target.start() == 0
        ? skip
        : skip.because(
            "the target's log starts at "
                + target.start()
                + ", above the image: the records are gone there (retention)");
  }

  /** The offset on the source of the last, or first, of some records of the target. */
  private OptionalLong onSource(List<Fingerprint> records, boolean ofLast, long at) {
    if (records.isEmpty()) {
      return OptionalLong.empty();
    }
    Window across = new Window(records, ofLast ? records.size() - 1 : 0, false, false);
    Fingerprint edge = records.get(across.next());
    List<Long> guesses =
        List.of(
            edge.offset(),
            edge.offset() + source.end() - target.end(),
            edge.offset() + source.start() - target.start(),
            source.atTime(edge.timestamp()).orElse(at),
            at);
    for (long guess : guesses) {
      long place = Math.max(source.start(), Math.min(source.end(), guess));
      Window here = Window.around(source, place, WIDE);
      OptionalInt shift = new Runs(here, across).single();
      int index = shift.isPresent() ? here.next() - shift.getAsInt() : -1;
      if (index >= 0 && index < here.records().size()) {
        return OptionalLong.of(here.records().get(index).offset());
      }
    }
    return OptionalLong.empty();
  }

  /** In a compacted log: by the records that both sides still have, each of them once. */
  private Placed sparsely(long at, long there) {
    Window here = Window.around(source, at, WIDE);
    if (here.records().isEmpty() || target.start() == target.end()) {
      return Placed.same();
    }
    for (long guess : guesses(here, at, there)) {
      Anchors anchors = new Anchors(here, Window.around(target, guess, WIDE));
      List<Long> skipped = anchors.skipped(there);
      List<Long> again = anchors.again(there);
      if (!skipped.isEmpty()) {
        return skip(skipped.size(), guess == there, skipped.get(0));
      }
      if (!again.isEmpty()) {
        return rewind(again.size(), guess == there, again.get(0));
      }
      if (!anchors.isEmpty()) {
        return Placed.same();
      }
    }
    return Placed.unknown(
        "compaction left no record around the source's position "
            + at
            + " that both sides still have");
  }
}
