package io.strait.validator.records;

import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.log.StoredBatch;
import io.strait.validator.log.StoredRead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * A log as fingerprints, decoded batch by batch, that can also pass over a batch it has not decoded
 * yet. One thread.
 */
final class BatchFeed implements Iterator<Fingerprint> {
  private final StoredRead read;
  private final Fingerprinter fingerprinter;
  private final Deque<Fingerprint> ready = new ArrayDeque<>();

  BatchFeed(StoredRead read, Fingerprinter fingerprinter) {
    this.read = read;
    this.fingerprinter = fingerprinter;
  }

  /** The next batch, if nothing of the one before is left. */
  Optional<StoredBatch> border() {
    return ready.isEmpty() && read.hasNext() ? Optional.of(read.peek()) : Optional.empty();
  }

  /** Passes over that batch. */
  void pass() {
    read.skip();
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && read.hasNext()) {
      read.peek()
          .fields(
              fingerprinter,
              (offset, timestamp, key, value, headers, keySize, valueSize, headerCount) ->
                  ready.add(
                      new Fingerprint(
                          offset,
                          timestamp,
                          key,
                          value,
                          headers,
                          keySize,
                          valueSize,
                          headerCount)));
      read.skip();
    }
    return !ready.isEmpty();
  }

  @Override
  public Fingerprint next() {
    hasNext();
    return ready.remove();
  }
}
