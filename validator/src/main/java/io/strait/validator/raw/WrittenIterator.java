package io.strait.validator.raw;

import io.strait.validator.log.StoredBatch;
import io.strait.validator.log.Written;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Who wrote the batches of a range. Batches of formats that knew no transactions are passed over.
 */
final class WrittenIterator implements Iterator<Written> {
  private final RawRead read;

  WrittenIterator(RawRead read) {
    this.read = read;
  }

  @Override
  public boolean hasNext() {
    while (read.hasNext()) {
      if (read.peek() instanceof PlainBatch) {
        return true;
      }
      read.skip();
    }
    return false;
  }

  @Override
  public Written next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the range is at its end");
    }
    StoredBatch batch = read.peek();
    Written written = ((PlainBatch) batch).written();
    read.skip();
    return written;
  }
}
