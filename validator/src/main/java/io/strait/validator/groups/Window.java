package io.strait.validator.groups;

import io.strait.validator.digest.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records around a position.
 *
 * @param records in log order
 * @param next index of the record that would be read next; the size where there is none
 * @param atStart whether nothing stands before the first of them
 * @param atEnd whether nothing stands behind the last of them
 */
record Window(List<Fingerprint> records, int next, boolean atStart, boolean atEnd) {
  /** Keeps a copy. */
  Window {
    records = List.copyOf(records);
  }

  /** Reads so many records before and as many from a position on. */
  static Window around(LogSide side, long position, int width) {
    List<Fingerprint> before = side.backward(position, width);
    List<Fingerprint> after = side.forward(position, width);
    List<Fingerprint> all = new ArrayList<>(before);
    all.addAll(after);
    return new Window(all, before.size(), before.size() < width, after.size() < width);
  }

  /** The record that would be read next. */
  Optional<Fingerprint> following() {
    return next < records.size() ? Optional.of(records.get(next)) : Optional.empty();
  }

  /** The record before the position. */
  Optional<Fingerprint> preceding() {
    return next > 0 ? Optional.of(records.get(next - 1)) : Optional.empty();
  }

  /** Records from the position on. */
  int ahead() {
    return records.size() - next;
  }

  /** Whether wider reading would show nothing more. */
  boolean isWhole() {
    return atStart && atEnd;
  }
}
