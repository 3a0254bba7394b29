package io.strait.validator.align;

import java.util.ArrayList;
import java.util.List;

/**
 * The shortest edit script between two sequences (E. Myers, "An O(ND) Difference Algorithm and Its
 * Variations", 1986), given up above {@value #MOST_EDITS} edits: then nothing is paired and the
 * records are told apart by their hashes alone. Bounds time to 2 million steps per thousand records
 * and memory to 4 MiB.
 */
final class EditScript {
  static final int MOST_EDITS = 1_000;

  private final int sourceSize;
  private final int targetSize;
  private final Same same;

  EditScript(int sourceSize, int targetSize, Same same) {
    this.sourceSize = sourceSize;
    this.targetSize = targetSize;
    this.same = same;
  }

  /** Whether two elements count as equal. */
  @FunctionalInterface
  interface Same {
    boolean at(int source, int target);
  }

  /** Receives the pairs, last first. */
  @FunctionalInterface
  interface Pairs {
    void pair(int source, int target);
  }

  /** Reports which elements stand for each other. */
  void pairs(Pairs sink) {
    List<int[]> trace = new ArrayList<>();
    int edits = forward(trace);
    if (edits >= 0) {
      backward(trace, edits, sink);
    }
  }

  /** Fills the trace with the furthest points per diagonal; -1 when too many edits are needed. */
  private int forward(List<int[]> trace) {
    int most = Math.min(MOST_EDITS, sourceSize + targetSize);
    int[] furthest = new int[2 * most + 3];
    int zero = most + 1;
    for (int edits = 0; edits <= most; edits++) {
      for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
        int s = start(furthest, zero, diagonal, edits);
        int t = s - diagonal;
        while (s < sourceSize && t < targetSize && t >= 0 && same.at(s, t)) {
          s++;
          t++;
        }
        furthest[zero + diagonal] = s;
        if (s >= sourceSize && t >= targetSize) {
          trace.add(slice(furthest, zero, edits));
          return edits;
        }
      }
      trace.add(slice(furthest, zero, edits));
    }
    return -1;
  }

  private static int start(int[] furthest, int zero, int diagonal, int edits) {
    boolean insert =
        diagonal == -edits
            || diagonal != edits && furthest[zero + diagonal - 1] < furthest[zero + diagonal + 1];
    if (edits == 0) {
      return 0;
    }
    return insert ? furthest[zero + diagonal + 1] : furthest[zero + diagonal - 1] + 1;
  }

  private static int[] slice(int[] furthest, int zero, int edits) {
    int[] copy = new int[2 * edits + 1];
    System.arraycopy(furthest, zero - edits, copy, 0, copy.length);
    return copy;
  }

  private void backward(List<int[]> trace, int edits, Pairs sink) {
    int s = sourceSize;
    int t = targetSize;
    for (int d = edits; d > 0; d--) {
      int[] before = trace.get(d - 1);
      int diagonal = s - t;
      boolean insert =
          diagonal == -d
              || diagonal != d && at(before, diagonal - 1, d) < at(before, diagonal + 1, d);
      int from = insert ? diagonal + 1 : diagonal - 1;
      int fromSource = at(before, from, d);
      int afterEdit = insert ? fromSource : fromSource + 1;
      while (s > afterEdit) {
        sink.pair(--s, --t);
      }
      s = fromSource;
      t = fromSource - from;
    }
    while (s > 0 && t > 0) {
      sink.pair(--s, --t);
    }
  }

  private static int at(int[] slice, int diagonal, int edits) {
    int index = diagonal + edits - 1;
    return index < 0 || index >= slice.length ? -1 : slice[index];
  }
}
