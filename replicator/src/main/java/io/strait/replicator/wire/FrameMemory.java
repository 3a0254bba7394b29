package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Memory for fetched data with a bound in bytes, shared by all links of a process.
 *
 * <p>Direct memory is taken from the system in arenas, never more than the bound allows, and never
 * given back: a direct buffer that is dropped stays until the next garbage collection, which an
 * engine with an almost empty heap hardly ever has. Inside an arena, ranges of 16 KiB units are cut
 * and joined as in a buddy system, so the slack of a buffer is below one unit. Only a buffer larger
 * than an arena is made apart, for a borrower that holds nothing else, and may exceed the bound: a
 * batch that large could never be copied otherwise.
 *
 * <p>One borrower may hold four times as much as is left, so a single one gets four fifths of the
 * bound, and a newcomer always finds some (dynamic thresholds, Choudhury and Hahne 1998). Safe for
 * use by several threads.
 */
public final class FrameMemory {
  /** Smallest range, in bytes. */
  static final int UNIT = 16 * 1024;

  private static final long PROCESS_BOUND = 160L << 20;
  private static final int LARGEST_ARENA = 16 << 20;
  private static final int GREED = 4;
  private static final FrameMemory OF_PROCESS = new FrameMemory(PROCESS_BOUND);

  /** Where a buffer lies; {@code units} from {@code start}. */
  private record Range(int arena, int start, int units) {}

  private final int arenaUnits;
  private final int mostArenas;
  private final List<ByteBuffer> arenas = new ArrayList<>();

  /** By order: blocks of 2^order free units, as arena * arenaUnits + first unit. */
  private final List<TreeSet<Integer>> free = new ArrayList<>();

  private final Map<ByteBuffer, Range> lent = new IdentityHashMap<>();
  private long limit;
  private long lentBytes;

  /**
   * @param bound in bytes, from 64 KiB to 16 GiB; rounded down to whole arenas of up to 16 MiB
   */
  public FrameMemory(long bound) {
    if (bound < 4 * UNIT || bound > 16L << 30) {
      throw new IllegalArgumentException(
          "memory for fetched data of " + bound + " bytes: must be 64 KiB to 16 GiB");
    }
    int arenaBytes = (int) Math.min(LARGEST_ARENA, Long.highestOneBit(bound));
    this.arenaUnits = arenaBytes / UNIT;
    this.mostArenas = (int) (bound / arenaBytes);
    this.limit = (long) mostArenas * arenaBytes;
    for (int size = 1; size <= arenaUnits; size <<= 1) {
      free.add(new TreeSet<>());
    }
  }

  /** The one of this process: 160 MiB. */
  public static FrameMemory ofProcess() {
    return OF_PROCESS;
  }

  /** What all borrowers together may hold, in bytes. */
  public synchronized long limit() {
    return limit;
  }

  /**
   * Changes what all borrowers together may hold from now on; what is out comes back first.
   *
   * @param bytes from 64 KiB; more than the bound it was made with has no effect beyond it
   */
  public synchronized void limit(long bytes) {
    if (bytes < 4 * UNIT) {
      throw new IllegalArgumentException(
          "memory for fetched data of " + bytes + " bytes: must be at least 64 KiB");
    }
    limit = Math.min(bytes, (long) mostArenas * arenaUnits * UNIT);
  }

  /** Bytes out now, slack counted. */
  public synchronized long lent() {
    return lentBytes;
  }

  /** What a buffer of so many bytes costs. */
  static long cost(int size) {
    return (long) units(size) * UNIT;
  }

  /** What a borrower that holds {@code held} bytes may still take. */
  synchronized long available(long held) {
    long mine = limit - lentBytes + held;
    return Math.max(0, mine * GREED / (GREED + 1) - held);
  }

  /** A buffer of exactly this size, or {@code null} while there is none for this borrower. */
  synchronized ByteBuffer take(int size, long held) {
    boolean tooLarge = units(size) > arenaUnits;
    boolean allowed = held == 0 || cost(size) <= available(held) && !tooLarge;
    if (!allowed) {
      return null;
    }
    ByteBuffer buffer = tooLarge ? ByteBuffer.allocateDirect(size) : carve(size);
    if (buffer != null) {
      lentBytes += cost(size);
    }
    return buffer;
  }

  /**
   * Counts memory on the heap that fetched data has become: it is there already, so it is never
   * refused, but what is fetched next waits until there is room for both.
   *
   * @param bytes negative to give back
   */
  synchronized void count(long bytes) {
    lentBytes += bytes;
  }

  /** Whether {@link #take} would grant it now; does not look for a range. */
  synchronized boolean mayTake(int size, long held) {
    return held == 0 || cost(size) <= available(held) && units(size) <= arenaUnits;
  }

  /** Takes a buffer back that {@link #take} gave for this size. */
  synchronized void giveBack(ByteBuffer buffer, int size) {
    Range range = lent.remove(buffer);
    lentBytes -= cost(size);
    if (range != null) {
      release(range.arena, range.start, range.start + range.units);
    }
  }

  private ByteBuffer carve(int size) {
    int units = units(size);
    int order = order(units);
    int block = firstFree(order);
    if (block < 0) {
      return null;
    }
    int arena = block / arenaUnits;
    int start = block % arenaUnits;
    release(arena, start + units, start + (1 << order));
    ByteBuffer buffer = arenas.get(arena).slice(start * UNIT, units * UNIT).limit(size);
    lent.put(buffer, new Range(arena, start, units));
    return buffer;
  }

  /** Takes a free block of that order, cutting a larger one if need be; or -1. */
  private int firstFree(int order) {
    int from = order;
    while (from < free.size() && free.get(from).isEmpty()) {
      from++;
    }
    if (from == free.size() && !open()) {
      return -1;
    }
    int at = Math.min(from, free.size() - 1);
    int block = free.get(at).pollFirst();
    for (int cut = at - 1; cut >= order; cut--) {
      free.get(cut).add(block + (1 << cut));
    }
    return block;
  }

  private boolean open() {
    if (arenas.size() == mostArenas) {
      return false;
    }
    free.get(free.size() - 1).add(arenas.size() * arenaUnits);
    arenas.add(ByteBuffer.allocateDirect(arenaUnits * UNIT));
    return true;
  }

  /** Frees the units from {@code start} to before {@code end} as the largest blocks that fit. */
  private void release(int arena, int start, int end) {
    int at = start;
    while (at < end) {
      int aligned = at == 0 ? free.size() - 1 : Integer.numberOfTrailingZeros(at);
      int order = Math.min(aligned, 31 - Integer.numberOfLeadingZeros(end - at));
      join(arena, at, order);
      at += 1 << order;
    }
  }

  private void join(int arena, int unit, int order) {
    int at = unit;
    int size = order;
    while (size < free.size() - 1
        && free.get(size).remove(arena * arenaUnits + (at ^ (1 << size)))) {
      at &= ~(1 << size);
      size++;
    }
    free.get(size).add(arena * arenaUnits + at);
  }

  private static int units(int size) {
    return Math.max(1, (int) (((long) size + UNIT - 1) / UNIT));
  }

  private static int order(int units) {
    return units == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(units - 1);
  }
}
