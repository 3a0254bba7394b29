package io.strait.validator.certificate;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.log.LogView;
import java.util.List;

/**
 * One side of a partition as it was read once.
 *
 * @param log where to read it again
 * @param range what was read
 * @param borders the ends of its windows
 * @param windows their digests
 * @param lens how its records are compared with those of the other side
 */
record SideReading(
    LogView log, OffsetRange range, List<Long> borders, LogReading.Windows windows, Lens lens) {

  static SideReading of(LogView log, long seed, long from, List<Long> borders, Lens lens) {
    LogReading.Windows windows = new LogReading(log, seed).windows(from, borders, lens);
    long to = Math.max(from, borders.get(borders.size() - 1));
    return new SideReading(log, new OffsetRange(from, to), List.copyOf(borders), windows, lens);
  }
}
