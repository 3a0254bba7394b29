package io.strait.validator.align;

import io.strait.validator.digest.Fingerprint;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * One log as a stream of fingerprints with a buffer to look ahead in. Confined to one thread.
 *
 * <p>The buffer is a list with a moving head that is compacted when half of it is spent.
 */
public final class Lane {
  private final Iterator<Fingerprint> rest;
  private final List<Fingerprint> buffer = new ArrayList<>();
  private int head;

  /** Starts at the next record of an iterator over this log. */
  public Lane(Iterator<Fingerprint> records) {
    this.rest = records;
  }

  /** Buffers up to {@code wanted} records; false when the log ends before. */
  boolean fill(int wanted) {
    while (buffer.size() - head < wanted && rest.hasNext()) {
      buffer.add(rest.next());
    }
    return buffer.size() - head >= wanted;
  }

  /** Whether records are buffered. */
  boolean isAhead() {
    return head < buffer.size();
  }

  /** Whether nothing is left behind the buffer. */
  boolean isDrained() {
    return !rest.hasNext();
  }

  /** The next record; only after {@link #fill}. */
  Fingerprint head() {
    return buffer.get(head);
  }

  /** Everything buffered, a view. */
  List<Fingerprint> buffered() {
    return buffer.subList(head, buffer.size());
  }

  /** Takes {@code count} records off the buffer. */
  void drop(int count) {
    head += count;
    if (head > 64 && head * 2 > buffer.size()) {
      buffer.subList(0, head).clear();
      head = 0;
    }
  }
}
