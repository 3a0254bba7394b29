package io.strait.validator.session;

import io.strait.validator.judge.ProofPoint;
import java.time.Instant;

/** One line of a state file. */
public sealed interface StateEntry {

  /**
   * The first line: whose proofs these are.
   *
   * @param sourceCluster id that the source cluster gives itself
   * @param targetCluster id that the target cluster gives itself
   */
  record Head(String sourceCluster, String targetCluster) implements StateEntry {}

  /**
   * A run began.
   *
   * @param run its name, never used twice
   * @param at when
   * @param mode how closely it looks
   * @param selection what it was asked to judge, in words that are equal for equal selections
   */
  record Begun(String run, Instant at, Mode mode, String selection) implements StateEntry {}

  /**
   * How far a partition is proved.
   *
   * @param run who proved it
   * @param log which logs and which declaration the proof is about
   * @param point the proof
   * @param isLast whether this is what the run came to in the end; it then replaces all earlier
   *     proofs of the partition, also where it reaches less far
   */
  record Point(String run, LogIdentity log, ProofPoint point, boolean isLast)
      implements StateEntry {}

  /**
   * A run came to its end.
   *
   * @param run which
   * @param at when
   * @param verdict its word
   */
  record Ended(String run, Instant at, String verdict) implements StateEntry {}
}
