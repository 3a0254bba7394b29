package io.strait.replicator.wire;

import java.util.List;
import java.util.Optional;

/**
 * What a log holds at one offset.
 *
 * @param outcome whether the broker could be asked
 * @param batchProducerId producer id of the batch around the offset, or -1
 * @param sequence producer sequence of the record at the offset, or -1
 * @param leaderEpoch leader epoch of the batch around the offset, or -1
 * @param record the record, or empty if the log holds none at that offset
 */
public record RecordAt(
    Outcome outcome, long batchProducerId, int sequence, int leaderEpoch, Optional<Image> record) {

  /** The log holds nothing at the offset, or could not be asked. */
  public static RecordAt nothing(Outcome outcome) {
    return new RecordAt(outcome, -1, -1, -1, Optional.empty());
  }

  /**
   * Everything of a record that a copy must keep.
   *
   * @param timestamp in milliseconds
   * @param key hex, or {@code null} as text for no key; likewise {@code value}
   * @param value see {@code key}
   * @param headers as {@code name=hex}, in order
   */
  public record Image(long timestamp, String key, String value, List<String> headers) {
    /** Keeps a copy. */
    public Image {
      headers = List.copyOf(headers);
    }
  }
}
