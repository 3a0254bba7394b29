package io.strait.validator.session;

import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Proof;
import io.strait.validator.contract.Contract;
import io.strait.validator.digest.Digest;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.log.Subject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes down how far a run is, and remembers it for the run itself. Without a state file it only
 * remembers. Safe for use by several threads.
 */
final class Keeping {
  private final Optional<StateFile> state;
  private final String run;
  private final long seed;
  private final Clock clock;
  private final Consumer<String> notices;
  private final Map<TopicPartition, ProofPoint> reached = new ConcurrentHashMap<>();
  private final Map<TopicPartition, LogIdentity> logs = new HashMap<>();
  private boolean isFaultTold;

  Keeping(Optional<StateFile> state, String run, long seed, Clock clock, Consumer<String> notices) {
    this.state = state;
    this.run = run;
    this.seed = seed;
    this.clock = clock;
    this.notices = notices;
  }

  /** Names the logs before the scan begins. */
  void logs(Map<TopicPartition, LogIdentity> identities) {
    logs.putAll(identities);
  }

  /** Begins a run; one that is gone on with has begun already. */
  void begin(Mode mode, String selection) {
    state.ifPresent(
        file -> file.append(new StateEntry.Begun(run, clock.instant(), mode, selection)));
    tellFault();
  }

  /** What the scan reports while it works. */
  void reached(ProofPoint point) {
    if (point.proven().isEmpty()) {
      return;
    }
    reached.put(point.source(), point);
    put(point, false);
  }

  /** How far a partition was proved by this run, as far as anybody said so. */
  Optional<ProofPoint> at(TopicPartition partition) {
    return Optional.ofNullable(reached.get(partition));
  }

  /** What a partition came to; replaces what was reached, also where it is less. */
  void settle(Subject subject, Contract contract, PartitionReport report) {
    ProofPoint last = reached.get(subject.sourcePartition());
    proof(contract, report, last)
        .map(
            proof ->
                new ProofPoint(
                    subject.sourcePartition(),
                    report.proven(),
                    proof.targetTo(),
                    seed,
                    proof.digest()))
        .filter(point -> !point.proven().isEmpty())
        .ifPresent(point -> put(point, true));
  }

  /** Ends the run. */
  void end(String verdict) {
    state.ifPresent(file -> file.append(new StateEntry.Ended(run, clock.instant(), verdict)));
    tellFault();
  }

  private static Optional<Proof> proof(Contract contract, PartitionReport report, ProofPoint last) {
    if (report.proof().isPresent()) {
      return report.proof();
    }
    if (last != null && last.proven().to() == report.proven().to()) {
      return Optional.of(new Proof(last.targetTo(), last.digest()));
    }
    Optional<OffsetRelation> images = contract.offsets().images();
    return images.map(relation -> new Proof(relation.toTarget(report.proven().to()), Digest.NONE));
  }

  private void put(ProofPoint point, boolean isLast) {
    LogIdentity log = logs.get(point.source());
    if (log != null) {
      state.ifPresent(file -> file.append(new StateEntry.Point(run, log, point, isLast)));
      tellFault();
    }
  }

  private synchronized void tellFault() {
    Optional<String> fault = state.flatMap(StateFile::fault);
    if (fault.isPresent() && !isFaultTold) {
      isFaultTold = true;
      notices.accept(
          "warning: "
              + fault.get()
              + "; the run goes on, but what it proves from here on is not kept for a later one");
    }
  }
}
