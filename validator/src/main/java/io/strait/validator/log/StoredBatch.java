package io.strait.validator.log;

import io.strait.validator.digest.FieldSink;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import java.util.function.Consumer;

/**
 * A batch of committed records as its broker stores it. Valid until its reader moves on; confined
 * to one thread.
 */
public interface StoredBatch {
  /** Offset of its first place, whether or not a record is left there. */
  long baseOffset();

  /** Offset of its last place, whether or not a record is left there. */
  long lastOffset();

  /** How many records it holds. */
  int count();

  /** Bytes of its records as they are stored. */
  int size();

  /** Whether all of it lies in the range that is read. */
  boolean isWhole();

  /**
   * Whether both hold the same bytes under the same codec, timestamps, count and offset deltas, so
   * that the same records follow from both. False says nothing: the batches may be packed
   * differently. Producer ids, sequences and leader epochs do not show in records and may differ.
   */
  boolean holdsSameAs(StoredBatch other);

  /**
   * Checks the checksum.
   *
   * @throws DamagedBatch if it is wrong
   */
  void verify();

  /**
   * Checks and decodes the records that lie in the range that is read, as fingerprints.
   *
   * @throws DamagedBatch if it cannot be decoded
   */
  void fields(Fingerprinter fingerprinter, FieldSink sink);

  /**
   * Checks and decodes the records that lie in the range that is read.
   *
   * @throws DamagedBatch if it cannot be decoded
   */
  void records(Consumer<LogRecord> sink);
}
