package io.strait.replicator.engine;

import io.strait.replicator.wire.HeldRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * What both sides hold before the point where the copy goes on.
 *
 * @param targetFrom first target offset that was read
 * @param source the source's part
 * @param target the target's part
 */
record Tail(long targetFrom, Side source, Side target) {
  /**
   * One side.
   *
   * @param records with data, in order; of very many only the last ones
   * @param filled whether control markers or records that only fill gaps are among them
   * @param padded whether its last record is one that fills the target up to the source's log start
   * @param leaderEpoch of its last batch, or -1
   */
  record Side(List<HeldRecord> records, boolean filled, boolean padded, int leaderEpoch) {
    static final Side NOTHING = new Side(List.of(), false, false, -1);

    Side {
      records = List.copyOf(records);
    }

    Optional<HeldRecord> last() {
      return records.isEmpty() ? Optional.empty() : Optional.of(records.get(records.size() - 1));
    }

    /** Records behind this offset. */
    List<HeldRecord> behind(long offset) {
      return records.stream().filter(held -> held.offset() > offset).toList();
    }

    /** The same without records at such offsets. */
    Side without(LongPredicate offsets) {
      return new Side(
          records.stream().filter(held -> !offsets.test(held.offset())).toList(),
          filled,
          padded,
          leaderEpoch);
    }

    Optional<HeldRecord> at(long offset) {
      return records.stream().filter(held -> held.offset() == offset).findFirst();
    }
  }
}
