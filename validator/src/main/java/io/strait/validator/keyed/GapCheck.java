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
    long s = source.take().print().offset();
    long t = target.take().print().offset();
    Border right = new Border(s, t, true);
    if (fromSource.size() + fromTarget.size() > 0) {
      close(right);
    }
    left = right;
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

  private static int[] nearest(List<Feed.Item> sources, List<Feed.Item> targets) {
    Map<Long, Integer> places = new HashMap<>();
    for (int t = targets.size() - 1; t >= 0; t--) {
      if (targets.get(t).isOpen()) {
        places.put(targets.get(t).hash(), t);
      }
    }
    int[] best = {};
    for (int s = 0; s < sources.size(); s++) {
      Integer t = sources.get(s).isOpen() ? places.get(sources.get(s).hash()) : null;
      if (t != null && (best.length == 0 || s + t < best[0] + best[1])) {
        best = new int[] {s, t};
      }
    }
    return best;
  }

  private void close(Border right) {
    Gap.Explained explained = gap.judge(left, right);
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
        removed.onTarget(new Removed.Place(place, at, orphan));
      }
    }
    fromSource.clear();
    fromTarget.clear();
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
