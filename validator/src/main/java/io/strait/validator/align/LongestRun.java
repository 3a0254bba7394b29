package io.strait.validator.align;

import java.util.Arrays;

/**
 * The longest subsequence of (source, target) pairs that also increases on the target. Of equally
 * long ones it keeps the later source records, so that of two records that traded places the
 * earlier one counts as moved.
 */
final class LongestRun {
  private LongestRun() {}

  /** {@code pairs} must increase in their first element. Runs in n log n. */
  static int[][] of(int[][] pairs) {
    int[] tails = new int[pairs.length];
    int[] before = new int[pairs.length];
    int length = 0;
    for (int i = 0; i < pairs.length; i++) {
      int pile = pile(pairs, tails, length, pairs[i][1]);
      before[i] = pile == 0 ? -1 : tails[pile - 1];
      tails[pile] = i;
      length = Math.max(length, pile + 1);
    }
    int[][] run = new int[length][];
    int at = length == 0 ? -1 : tails[length - 1];
    for (int i = length - 1; i >= 0; i--) {
      run[i] = pairs[at];
      at = before[at];
    }
    return Arrays.copyOf(run, length);
  }

  private static int pile(int[][] pairs, int[] tails, int length, int target) {
    int low = 0;
    int high = length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pairs[tails[middle]][1] < target) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
