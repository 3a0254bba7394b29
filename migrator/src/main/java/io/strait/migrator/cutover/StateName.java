package io.strait.migrator.cutover;

/** The words for the states, in the order of a migration; see {@link CutoverState}. */
public enum StateName {
  /** Planned; nothing has been touched. */
  PLANNED,
  /** Internal topics exist, the route says SOURCE, the target is closed to the applications. */
  PREPARED,
  /** The forward link copies; the source has the authority. */
  MIRRORING,
  /** What was copied so far is being compared. */
  VERIFYING,
  /** Caught up and compared; a switch may be asked for. */
  READY,
  /** A switch was accepted; clients are being asked to hold. */
  ARMED,
  /** Clients hold; writes are being denied and the fence proved. */
  FENCING,
  /** The fence is proved and the frontier read. */
  FENCED,
  /** The link has copied up to the frontier. */
  DRAINED,
  /** The validator has compared everything up to the frontier. */
  TAIL_PROVED,
  /** Groups are placed and the link of the other direction stands at the frontier. */
  REVERSE_ARMED,
  /** The decision is journaled; authority is being moved; forward only. */
  SWITCHING,
  /** The route names the new authority. */
  SWITCHED,
  /** The target has the authority; the reverse link keeps the way back open. */
  SOAKING,
  /** The way back is given up; the end. */
  COMPLETED,
  /** Taking back a switch before its decision. */
  ABORTING,
  /** The copy was found to differ; users are on their old cluster; waits for a human. */
  HALTED
}
