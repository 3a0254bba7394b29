package io.strait.ops.plant;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

/** What will be written to the target, and what is known to be wrong with it. */
final class Copy {
  private final SourceLog source;
  private final Random random;
  private final List<Written> records;
  private final List<Expected> expected = new ArrayList<>();

  Copy(SourceLog source, Random random) {
    this.source = source;
    this.random = random;
    this.records = new ArrayList<>(source.committed());
  }

  List<Written> records() {
    return records;
  }

  List<Expected> expected() {
    return expected;
  }

  SourceLog source() {
    return source;
  }

  void expect(Expected finding) {
    expected.add(finding);
  }

  /** A place within a part of the log whose record is like no other, and fits. */
  int place(double from, double to, IntPredicate fits) {
    for (int tries = 0; tries < 10_000; tries++) {
      int low = (int) (records.size() * from);
      int index = low + random.nextInt(Math.max(1, (int) (records.size() * to) - low));
      if (isUnique(index) && fits.test(index)) {
        return index;
      }
    }
    throw new IllegalStateException("the seed made no record that fits");
  }

  Random random() {
    return random;
  }

  /** The source offset of what stands at, or would have to stand behind, this place. */
  long offset(int index) {
    return index < records.size()
        ? records.get(index).offset()
        : records.get(records.size() - 1).offset() + 1;
  }

  private boolean isUnique(int index) {
    Written one = records.get(index);
    return records.stream().filter(other -> other.sameContent(one)).count() == 1
        && source.aborted().stream().noneMatch(other -> other.sameContent(one));
  }
}
