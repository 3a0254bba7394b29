package io.strait.replicator.share;

import java.util.OptionalInt;

/**
 * Where a partition is to be copied.
 *
 * @param slot the slot that has it, or that gets it
 * @param from the slot that must let go of it before, or empty when {@code slot} has it
 * @param since version of the plan that took it from that slot; 0 if nobody has to let go
 */
record Place(int slot, OptionalInt from, long since) {
  /** A partition that is where it should be. */
  static Place in(int slot) {
    return new Place(slot, OptionalInt.empty(), 0);
  }

  /** A partition on its way. */
  static Place moving(int from, int to, long since) {
    return new Place(to, OptionalInt.of(from), since);
  }

  boolean isMoving() {
    return from.isPresent();
  }

  /** Whether this slot copies it now. */
  boolean isHeldBy(int candidate) {
    return slot == candidate && !isMoving();
  }
}
