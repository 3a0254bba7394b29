package io.strait.replicator.sync.schema;

import java.util.List;

/**
 * What a scan found.
 *
 * @param topic of the source
 * @param records how many were looked at
 * @param whole whether all that was there was looked at
 * @param uses by id; keys first
 * @param notes sentences about what is no 4-byte id
 */
public record IdScanResult(
    String topic, long records, boolean whole, List<IdUse> uses, List<String> notes) {
  /** Keeps copies. */
  public IdScanResult {
    uses = List.copyOf(uses);
    notes = List.copyOf(notes);
  }
}
