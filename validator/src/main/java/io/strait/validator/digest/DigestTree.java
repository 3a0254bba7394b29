package io.strait.validator.digest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The digests of all windows of a grid, and above them checkpoints that each cover {@value #FAN}
 * nodes of the level below. Immutable.
 */
public final class DigestTree {
  /** How many nodes of one level a node of the level above covers. */
  public static final int FAN = 16;

  private final WindowGrid grid;
  private final List<Digest[]> levels;

  private DigestTree(WindowGrid grid, List<Digest[]> levels) {
    this.grid = grid;
    this.levels = levels;
  }

  /** The grid that the leaves follow. */
  public WindowGrid grid() {
    return grid;
  }

  /** The digest of everything. */
  public Digest root() {
    return levels.get(levels.size() - 1)[0];
  }

  /** The digest of one window. */
  public Digest window(int index) {
    return levels.get(0)[index];
  }

  /** How many levels there are, 1 or more; level 0 holds the windows, the last one the root. */
  public int height() {
    return levels.size();
  }

  /** How many nodes a level has. */
  public int width(int level) {
    return levels.get(level).length;
  }

  /**
   * One checkpoint; it covers the nodes {@code node * 16} to {@code node * 16 + 15} of the level
   * below, as far as they exist.
   */
  public Digest node(int level, int node) {
    return levels.get(level)[node];
  }

  /**
   * The first window at or behind {@code from} whose digests differ, found by descending only into
   * unequal checkpoints: at most {@value #FAN} comparisons per level.
   *
   * @throws IllegalArgumentException if the other tree covers another grid
   */
  public OptionalInt nextUnequal(DigestTree other, int from) {
    if (!grid.equals(other.grid)) {
      throw new IllegalArgumentException(
          "digest trees over " + grid + " and " + other.grid + " do not compare; use one grid");
    }
    return descend(other, levels.size() - 1, 0, from);
  }

  private OptionalInt descend(DigestTree other, int level, int node, int from) {
    long width = 1L << 4 * level;
    if ((node + 1) * width <= from || node >= levels.get(level).length) {
      return OptionalInt.empty();
    }
    boolean whole = node * width >= from;
    if (whole && levels.get(level)[node].equals(other.levels.get(level)[node])) {
      return OptionalInt.empty();
    }
    if (level == 0) {
      return OptionalInt.of(node);
    }
    for (int child = node * FAN; child < (node + 1) * FAN; child++) {
      OptionalInt found = descend(other, level - 1, child, from);
      if (found.isPresent()) {
        return found;
      }
    }
    return OptionalInt.empty();
  }

  /** Collects records in log order. Confined to one thread. */
  public static final class Builder {
    private final WindowGrid grid;
    private final ChainBase base;
    private final Digest[] leaves;

    /** Starts with all windows empty. */
    public Builder(WindowGrid grid, ChainBase base) {
      this.grid = grid;
      this.base = base;
      this.leaves = new Digest[Math.max(1, grid.windows())];
      Arrays.fill(leaves, Digest.EMPTY);
    }

    /** Adds the record that stands at, or is the image of, {@code sourceOffset}. */
    public void add(Fingerprint record, long sourceOffset) {
      int window = grid.index(sourceOffset);
      leaves[window] = leaves[window].append(record, sourceOffset, base);
    }

    /** Folds the windows into checkpoints. */
    public DigestTree build() {
      List<Digest[]> levels = new ArrayList<>();
      levels.add(leaves);
      while (levels.get(levels.size() - 1).length > 1) {
        levels.add(folded(levels.get(levels.size() - 1)));
      }
      return new DigestTree(grid, levels);
    }

    private Digest[] folded(Digest[] below) {
      Digest[] above = new Digest[(below.length + FAN - 1) / FAN];
      Arrays.fill(above, Digest.EMPTY);
      for (int i = 0; i < below.length; i++) {
        above[i / FAN] = above[i / FAN].concat(below[i], base);
      }
      return above;
    }
  }
}
