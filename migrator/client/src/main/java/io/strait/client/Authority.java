package io.strait.client;

/** Who may write the partitions of a wave, and where its consumers read. */
public enum Authority {
  /** Write and read on the route's source. */
  SOURCE,
  /** Hold: nobody writes or reads until a later epoch says where to go on. */
  NONE,
  /** Write and read on the route's target. */
  TARGET
}
