package io.strait.validator.session;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.log.Subject;
import java.util.List;
import java.util.Optional;

/**
 * What a run does about one partition.
 *
 * @param subject the partition
 * @param asked the source offsets to be judged
 * @param isSealed whether all of them must be on the target; else what the target has not reached
 *     is behind
 * @param known where to go on from; a proof without records says only where to begin
 * @param before what an earlier run proved of {@code asked}
 * @param found what is wrong with the logs themselves, seen before anything is read
 * @param notes for people
 */
record Task(
    Subject subject,
    OffsetRange asked,
    boolean isSealed,
    Optional<ProofPoint> known,
    Optional<OffsetRange> before,
    List<Finding> found,
    List<String> notes) {

  static Task of(Subject subject, OffsetRange asked, boolean isSealed) {
    return new Task(
        subject, asked, isSealed, Optional.empty(), Optional.empty(), List.of(), List.of());
  }

  /** The same, begun at a point of which nothing before is asked for. */
  Task from(ProofPoint point) {
    return new Task(subject, asked, isSealed, Optional.of(point), before, found, notes);
  }

  /** The same, going on with what a run had proved of it. */
  Task resuming(ProofPoint point) {
    return new Task(
        subject, asked, isSealed, Optional.of(point), Optional.of(point.proven()), found, notes);
  }

  /** The same, only what is behind a proof. */
  Task since(ProofPoint point) {
    long from = Math.min(Math.max(asked.from(), point.proven().to()), asked.to());
    OffsetRange rest = new OffsetRange(from, asked.to());
    return new Task(subject, rest, isSealed, Optional.of(point), Optional.empty(), found, notes);
  }

  /** The same with something wrong, read whole. */
  Task with(Finding finding) {
    return new Task(subject, asked, isSealed, known, before, List.of(finding), notes);
  }

  /** The same with a note. */
  Task noting(String note) {
    return new Task(subject, asked, isSealed, known, before, found, List.of(note));
  }
}
