package io.strait.validator.agent;

import io.strait.validator.digest.Digest;
import io.strait.validator.digest.DigestTree;
import io.strait.validator.digest.WindowGrid;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Finds the windows in which two trees differ, asking only below checkpoints that differ. */
public final class Descent {
  /** The most checkpoints asked for at once. */
  public static final int MOST_NODES = 4_096;

  private final int[] widths;

  private Descent(int windows) {
    List<Integer> found = new ArrayList<>();
    int width = Math.max(1, windows);
    found.add(width);
    while (width > 1) {
      width = (width + DigestTree.FAN - 1) / DigestTree.FAN;
      found.add(width);
    }
    widths = found.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The windows that differ. Where more checkpoints differ than may be asked for at once, all
   * windows below them count as different: looking closer would cost more than it saves.
   */
  static BitSet unequal(WindowGrid grid, Digests source, Digests target) {
    if (source.totals().root().equals(target.totals().root())) {
      return new BitSet();
    }
    return new Descent(grid.windows()).below(source, target);
  }

  private BitSet below(Digests source, Digests target) {
    List<Integer> open = List.of(0);
    for (int level = widths.length - 2; level >= 0; level--) {
      if (open.size() * DigestTree.FAN > MOST_NODES) {
        return windows(open, level + 1);
      }
      List<Integer> children = children(open, widths[level]);
      List<Digest> from = source.nodes(level, children);
      List<Digest> to = target.nodes(level, children);
      List<Integer> next = new ArrayList<>();
      for (int i = 0; i < children.size(); i++) {
        if (!from.get(i).equals(to.get(i))) {
          next.add(children.get(i));
        }
      }
      open = next;
    }
    return windows(open, 0);
  }

  private static List<Integer> children(List<Integer> nodes, int width) {
    List<Integer> children = new ArrayList<>();
    for (int node : nodes) {
      for (int i = 0; i < DigestTree.FAN && node * DigestTree.FAN + i < width; i++) {
        children.add(node * DigestTree.FAN + i);
      }
    }
    return children;
  }

  private BitSet windows(List<Integer> nodes, int level) {
    BitSet windows = new BitSet();
    for (int node : nodes) {
      long span = 1L << 4 * level;
      windows.set((int) (node * span), (int) Math.min(widths[0], (node + 1) * span));
    }
    return windows;
  }
}
