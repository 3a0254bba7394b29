package io.strait.validator.relation;

import io.strait.validator.digest.Fingerprint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Some records of a log that follow each other.
 *
 * @param records in log order
 * @param isHead whether they begin at the log's start
 */
record Window(List<Fingerprint> records, boolean isHead) {
  /** Keeps a copy. */
  Window {
    records = List.copyOf(records);
  }

  int size() {
    return records.size();
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  Fingerprint at(int index) {
    return records.get(index);
  }

  /** The same records, the last one first. */
  Window reversed() {
    List<Fingerprint> backwards = new ArrayList<>(records);
    Collections.reverse(backwards);
    return new Window(backwards, false);
  }
}
