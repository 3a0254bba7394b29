package io.strait.replicator.wire;

/** What a broker's error code about one partition means to a copier. */
public enum Answer {
  /** Done. */
  OK,
  /** This broker does not lead the partition, or not any more, or not quite yet. */
  MOVED,
  /** The requested offset is not in the log. */
  OUT_OF_RANGE,
  /** Not the next batch of this producer id: a duplicate, a gap or a rewound log. */
  OUT_OF_SEQUENCE,
  /** The partition knows a later epoch of this producer id: another one has taken over. */
  FENCED,
  /** No such topic or partition, or the topic carries another id now. */
  UNKNOWN_TOPIC,
  /** A permission is missing. */
  NOT_AUTHORIZED,
  /** The batch itself is refused, whatever records it holds: its format or codec is not taken. */
  BATCH_REFUSED,
  /** A record of the batch is refused: too large, without a key, out of time's bounds. */
  RECORD_REFUSED,
  /** The batch's bytes do not fit its checksum: damaged on the way, or before. */
  DAMAGED,
  /** May pass by itself; the outcome of a write is unknown. */
  TRANSIENT,
  /** Anything else. */
  OTHER
}
