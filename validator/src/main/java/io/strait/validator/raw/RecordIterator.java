package io.strait.validator.raw;

import io.strait.validator.digest.LogRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The records of a range one by one; holds those of one batch at a time. */
final class RecordIterator implements Iterator<LogRecord> {
  private final RawRead read;
  private final Deque<LogRecord> ready = new ArrayDeque<>();

  RecordIterator(RawRead read) {
    this.read = read;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && read.hasNext()) {
      read.peek().records(ready::add);
      read.skip();
    }
    return !ready.isEmpty();
  }

  @Override
  public LogRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the range is at its end");
    }
    return ready.poll();
  }
}
