package io.strait.validator.keyed;

import io.strait.validator.check.OffsetRelation;
import io.strait.validator.keyed.Gap.Border;
import io.strait.validator.keyed.GapSide.Standing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads both logs side by side and lets a mark stand only where the other log has an offset without
 * a record for it. One thread, single use.
 */
final class GapCheck {
  private static final int FIRST_LOOK = 256;
  private static final int LONGEST_LOOK = 1 << 16;

  /** A gap longer than this is judged in parts; bounds memory to about 20 MiB. */
  private static final int LONGEST_GAP = 1 << 20;

  private static final GapSide NOTHING = new GapSide();

  private final SideLog sourceLog;
  private final SideLog targetLog;
  private final Optional<OffsetRelation> images;
  private final Feed source;
  private final Feed target;
  private final GapSide fromSource = new GapSide();
  private final GapSide fromTarget = new GapSide();
  private final Gap gap;
  private final Removed removed = new Removed();
  private Border left;
  private Optional<Closed> before = Optional.empty();
  private Optional<Pair> last = Optional.empty();

  GapCheck(SideLog source, SideLog target, Optional<OffsetRelation> images, Marks marks) {
    this.sourceLog = source;
    this.targetLog = target;
    this.images = images;
    this.source = new Feed(source.read(), print -> standing(print, marks));
    this.target = new Feed(target.read(), print -> standingOnTarget(print, marks));
    this.gap =
        new Gap(
            fromSource,
            fromTarget,
            this::image,
            images.isPresent(),
            source.bounds().stableEnd(),
            target.bounds().stableEnd());
    long before = source.bounds().start() - 1;
    this.left =
        new Border(before, images.isPresent() ? image(before) : target.bounds().start() - 1, false);
  }

  /** Two records that stand for each other. */
  private record Pair(Print source, Print target) {}

  /** A gap that was judged, and how many removed records it had no room for. */
  private record Closed(Border left, GapSide source, GapSide target, int unexplained) {}

  /** What is explained. */
  Removed run() {
    while (true) {
      skip(source, fromSource);
      skip(target, fromTarget);
      boolean more = source.fill(1);
      boolean moreTarget = target.fill(1);
      if (!more && !moreTarget) {
        close(end());
        return removed;
      }
      if (more && moreTarget && source.head().hash() == target.head().hash()) {
        pair();
      } else {
        outOfStep();
      }
    }
  }

  private void pair() {
    Pair pair = new Pair(source.take().print(), target.take().print());
    Border right = new Border(pair.source().offset(), pair.target().offset(), true);
    close(right);
    left = right;
    last = Optional.of(pair);
  }

  private void skip(Feed feed, GapSide side) {
    while (feed.fill(1) && !feed.head().isOpen()) {
      put(feed, side);
    }
  }

  private void put(Feed feed, GapSide side) {
    Feed.Item item = feed.take();
    side.add(item.print().record(), item.standing());
    if (side.size() >= LONGEST_GAP) {
      close(end());
    }
  }

  /** Looks ahead for the nearest pair, and takes what stands before it for open. */
  private void outOfStep() {
    for (int look = FIRST_LOOK; ; look *= 4) {
      source.fill(look);
      target.fill(look);
      int[] nearest = nearest(source.buffered(), target.buffered());
      boolean all = source.isDrained() && target.isDrained() || look >= LONGEST_LOOK;
      if (nearest.length > 0) {
        take(nearest[0], nearest[1]);
        return;
      }
      if (all) {
        take(source.buffered().size(), target.buffered().size());
        return;
      }
    }
  }

  private void take(int sources, int targets) {
    for (int i = 0; i < sources; i++) {
      put(source, fromSource);
    }
    for (int i = 0; i < targets; i++) {
      put(target, fromTarget);
    }
  }

  /**
   * The pair before which the fewest open records stand; others are skipped anyway, and of those
   * there may be many on one side.
   */
  private static int[] nearest(List<Feed.Item> sources, List<Feed.Item> targets) {
    Map<Long, int[]> places = new HashMap<>();
    int before = 0;
    for (int t = 0; t < targets.size(); t++) {
      if (targets.get(t).isOpen()) {
        places.putIfAbsent(targets.get(t).hash(), new int[] {t, before++});
      }
    }
    int[] best = {};
    int fewest = Integer.MAX_VALUE;
    int open = 0;
    for (int s = 0; s < sources.size() && open < fewest; s++) {
      if (sources.get(s).isOpen()) {
        int[] t = places.get(sources.get(s).hash());
        if (t != null && open + t[1] < fewest) {
          best = new int[] {s, t[0]};
          fewest = open + t[1];
        }
        open++;
      }
    }
    return best;
  }

  private void close(Border right) {
    boolean empty = fromSource.size() + fromTarget.size() == 0;
    if (empty && before.map(Closed::unexplained).orElse(0) == 0) {
      before = Optional.of(new Closed(left, NOTHING, NOTHING, 0));
      return;
    }
    Gap.Explained explained = gap.judge(left, right);
    int unexplained =
        fromSource.unexplained(explained.source()) + fromTarget.unexplained(explained.target());
    note(fromSource, fromTarget, explained);
    if (images.isEmpty()) {
      across(right, unexplained);
    }
    fromSource.clear();
    fromTarget.clear();
  }

  /**
   * Where the pair in the middle was moved, the room that one gap lacks is in the other: a copy
   * that stands too late, or a record that changed places with another one. Gaps of more records
   * than a side knows by likeness are never joined.
   */
  private void across(Border right, int unexplained) {
    int lacking = unexplained + before.map(Closed::unexplained).orElse(0);
    boolean small = fromSource.size() + fromTarget.size() < GapSide.LIKENESS / 4;
    boolean joinable = small && lacking > 0 && before.isPresent() && last.isPresent();
    if (joinable && isMoved(before.get().left(), left, right)) {
      Closed first = before.get();
      GapSide allSource = joined(first.source(), last.get().source(), fromSource);
      GapSide allTarget = joined(first.target(), last.get().target(), fromTarget);
      Gap.Explained all =
          new Gap(
                  allSource,
                  allTarget,
                  this::image,
                  false,
                  sourceLog.bounds().stableEnd(),
                  targetLog.bounds().stableEnd())
              .judge(first.left(), right);
      if (allSource.unexplained(all.source()) + allTarget.unexplained(all.target()) < lacking) {
        note(allSource, allTarget, all);
      }
    }
    before =
        small
            ? Optional.of(new Closed(left, copyOf(fromSource), copyOf(fromTarget), unexplained))
            : Optional.empty();
  }

  /**
   * Whether the pair in the middle stands elsewhere among its neighbours: by as much as one gap is
   * too wide the other one is too narrow, more or less, for a copy leaves holes out. What is
   * missing in one gap has no room in another that both logs have alike.
   */
  private static boolean isMoved(Border first, Border middle, Border last) {
    long ahead = surplus(first, middle);
    long behind = surplus(middle, last);
    return ahead != 0 && (!last.agreed() || Long.signum(ahead) == -Long.signum(behind));
  }

  private static long surplus(Border from, Border to) {
    return to.target() - from.target() - (to.source() - from.source());
  }

  private static GapSide joined(GapSide first, Print moved, GapSide second) {
    GapSide all = copyOf(first);
    all.add(moved.record(), Standing.PAIRED);
    all.addAll(second);
    return all;
  }

  private static GapSide copyOf(GapSide side) {
    GapSide copy = new GapSide();
    copy.addAll(side);
    return copy;
  }

  private void note(GapSide fromSource, GapSide fromTarget, Gap.Explained explained) {
    for (int s = 0; s < fromSource.size(); s++) {
      if (explained.source()[s]) {
        removed.onSource(fromSource.offset(s));
      }
    }
    for (int t = 0; t < fromTarget.size(); t++) {
      if (explained.target()[t]) {
        long at = fromTarget.offset(t);
        boolean orphan = fromTarget.standing(t) == Standing.ORPHAN;
        long place = images.map(relation -> relation.toSource(at)).orElse(left.source() + 1);
        if (!removed.hasTarget(at)) {
          removed.onTarget(new Removed.Place(place, at, orphan));
        }
      }
    }
  }

  /** The border of both logs; where offsets are claimed, in step with what came before. */
  private Border end() {
    long s = sourceLog.bounds().stableEnd();
    return images.isPresent()
        ? new Border(s, left.target() + image(s) - image(left.source()), false)
        : new Border(s, targetLog.bounds().stableEnd(), false);
  }

  /** Also for the offset before the first, which has no image of its own. */
  private long image(long offset) {
    if (images.isEmpty()) {
      return offset;
    }
    long known = Math.max(offset, sourceLog.bounds().start());
    return images.get().toTarget(known) - (known - offset);
  }

  private static Standing standing(Print print, Marks marks) {
    if (print.filtered()) {
      return Standing.FILTERED;
    }
    return marks.fromSource.has(print.offset()) ? Standing.REMOVED : Standing.OPEN;
  }

  private static Standing standingOnTarget(Print print, Marks marks) {
    if (marks.orphans.has(print.offset())) {
      return Standing.ORPHAN;
    }
    if (marks.fromTarget.has(print.offset())) {
      return marks.twins.has(print.offset()) ? Standing.TWIN : Standing.REMOVED;
    }
    return Standing.OPEN;
  }
}
