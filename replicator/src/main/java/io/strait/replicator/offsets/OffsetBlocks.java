package io.strait.replicator.offsets;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Offset maps as blocks of bytes: only the last block changes while a map grows.
 *
 * <p>A block is a version byte, the generation of its first row, and rows. A row is the distance to
 * the row before it (variable length), a kind, and what the source skipped between them; the first
 * one counts from 0. A row that begins a generation says absolutely where. A few bytes a row.
 */
public final class OffsetBlocks {
  /** Rows of a full block; some kilobytes at the most. */
  static final int ROWS = 256;

  private static final byte VERSION = 1;
  private static final int UNMATCHED = 1;
  private static final int GENERATION = 2;
  private static final int LONGEST_ROW = 31;
  private static final int HEADER = 11;

  private OffsetBlocks() {}

  /** What to store, in this order, so that storage that held {@code before} holds {@code now}. */
  public static List<OffsetBlock> changes(OffsetMap before, OffsetMap now) {
    int firstBlock = before.common(now) / ROWS;
    List<OffsetBlock> changes = new ArrayList<>();
    Set<Long> kept = new HashSet<>();
    if (!now.isEqual()) {
      for (int row = firstBlock * ROWS; row < now.size(); row += ROWS) {
        long first = now.at(row).target();
        kept.add(first);
        byte[] content = encode(now, row);
        if (row >= before.size() || !Arrays.equals(content, encode(before, row))) {
          changes.add(new OffsetBlock(first, Optional.of(content)));
        }
      }
    }
    if (!before.isEqual()) {
      for (int row = firstBlock * ROWS; row < before.size(); row += ROWS) {
        if (!kept.contains(before.at(row).target())) {
          changes.add(new OffsetBlock(before.at(row).target(), Optional.empty()));
        }
      }
    }
    return changes;
  }

  /**
   * The map that these blocks hold, by first target offset; none make a map of equal offsets.
   *
   * @throws CorruptOffsets if they do not fit together
   */
  public static OffsetMap read(Map<Long, byte[]> blocks) {
    NavigableMap<Long, byte[]> inOrder = new TreeMap<>(blocks);
    OffsetMap map = OffsetMap.equalOffsets();
    for (Map.Entry<Long, byte[]> block : inOrder.entrySet()) {
      try {
        map = decode(map, block.getValue());
      } catch (BufferUnderflowException | IllegalArgumentException e) {
        throw new CorruptOffsets("block at " + block.getKey() + ": " + e.getMessage(), e);
      }
    }
    return map;
  }

  private static byte[] encode(OffsetMap map, int from) {
    int to = Math.min(from + ROWS, map.size());
    ByteBuffer out = ByteBuffer.allocate(HEADER + (to - from) * LONGEST_ROW);
    out.put(VERSION);
    Varints.write(out, map.at(from).generation());
    Discontinuity before = new Discontinuity(0, 0, true, 0);
    for (int row = from; row < to; row++) {
      Discontinuity now = map.at(row);
      Varints.write(out, now.target() - before.target());
      boolean begins = map.startsGeneration(row);
      out.put((byte) ((now.matched() ? 0 : UNMATCHED) | (begins ? GENERATION : 0)));
      if (begins) {
        Varints.write(out, map.replacedFrom(now.generation()));
        Varints.write(out, now.source());
      } else {
        Varints.write(out, skipped(before, now, row == from));
      }
      before = now;
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static long skipped(Discontinuity before, Discontinuity now, boolean first) {
    return first ? now.source() : now.source() - expected(before, now.target());
  }

  private static long expected(Discontinuity row, long target) {
    return row.matched() ? row.source() + target - row.target() : row.source();
  }

  private static OffsetMap decode(OffsetMap start, byte[] block) {
    ByteBuffer in = ByteBuffer.wrap(block);
    byte version = in.get();
    if (version != VERSION) {
      throw new CorruptOffsets("a block of version " + version + "; this release knows " + VERSION);
    }
    long generation = Varints.read(in);
    OffsetMap map = start;
    boolean first = true;
    long target = 0;
    while (in.hasRemaining()) {
      target += Varints.read(in);
      map = row(map, target, in, first);
      if (first && map.generation() != generation) {
        throw new CorruptOffsets(
            "the block at "
                + target
                + " is of generation "
                + generation
                + ", not "
                + map.generation());
      }
      first = false;
    }
    return map;
  }

  private static OffsetMap row(OffsetMap map, long target, ByteBuffer in, boolean first) {
    byte kind = in.get();
    if (kind < 0 || kind > (UNMATCHED | GENERATION)) {
      throw new CorruptOffsets("a discontinuity of unknown kind " + kind + " at " + target);
    }
    boolean matched = (kind & UNMATCHED) == 0;
    if ((kind & GENERATION) != 0) {
      long replacedFrom = Varints.read(in);
      OffsetMap next = map.withGeneration(target, Varints.read(in), replacedFrom);
      return matched ? next : next.withUnmatched(target);
    }
    long skipped = Varints.read(in);
    long source = first ? skipped : map.sourceOf(target).position() + skipped;
    return matched ? map.with(target, source) : map.withUnmatched(target, source);
  }
}
