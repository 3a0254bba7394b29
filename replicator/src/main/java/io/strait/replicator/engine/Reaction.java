package io.strait.replicator.engine;

/** What a partition does when its source or target turns out not to be what it was. */
public enum Reaction {
  /** Stops with the reason until somebody decides. */
  HALT,
  /** Goes on with what there is; the difference is recorded in the gap ledger. */
  CONTINUE
}
