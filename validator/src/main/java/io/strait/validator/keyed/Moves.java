package io.strait.validator.keyed;

import java.util.Arrays;

/** Which elements of a sequence must move for the rest to increase; the fewest there are. */
final class Moves {
  private Moves() {}

  /** Which elements are not in the longest increasing subsequence; of equal ones, the earlier. */
  static boolean[] of(long[] places) {
    int[] tails = new int[places.length];
    int[] before = new int[places.length];
    int length = 0;
    for (int i = 0; i < places.length; i++) {
      int low = 0;
      int high = length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (places[tails[middle]] < places[i]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      before[i] = low == 0 ? -1 : tails[low - 1];
      tails[low] = i;
      length = Math.max(length, low + 1);
    }
    boolean[] moved = new boolean[places.length];
    Arrays.fill(moved, true);
    for (int at = length == 0 ? -1 : tails[length - 1]; at >= 0; at = before[at]) {
      moved[at] = false;
    }
    return moved;
  }
}
