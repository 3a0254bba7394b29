package io.strait.validator.session;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.contract.Contract;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.log.LogView;
import java.util.Iterator;
import java.util.Optional;

/** Whether the last pair of records of a proof is still there, and still a pair. */
final class Anchor {
  /** How far below the end of the proof the pair is looked for; offsets need not hold records. */
  private static final long REACH = 64;

  private Anchor() {}

  /**
   * What is wrong with it; empty when nothing is, also when there is no such pair any more.
   *
   * @throws io.strait.replicator.cluster.ClusterException if a cluster does not answer
   * @throws io.strait.validator.log.RangeGone if a log start moves meanwhile
   */
  static Optional<String> fault(
      Contract contract, ProofPoint proof, LogView source, LogView target) {
    Optional<LogRecord> from = last(source, proof.proven().to(), Optional.of(contract));
    Optional<LogRecord> to = last(target, proof.targetTo(), Optional.empty());
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    Fingerprinter prints = new Fingerprinter(proof.seed());
    Fingerprint expected = prints.of(from.get());
    Fingerprint seen = prints.of(contract.expectation().seen(to.get()));
    return expected.sameRecord(seen)
        ? Optional.empty()
        : Optional.of(
            "the records at the end of the last proof (source offset "
                + expected.offset()
                + ", target offset "
                + seen.offset()
                + ") are no longer equal");
  }

  private static Optional<LogRecord> last(LogView log, long end, Optional<Contract> contract) {
    long from = Math.max(log.bounds().start(), end - REACH);
    if (from >= end) {
      return Optional.empty();
    }
    Optional<LogRecord> last = Optional.empty();
    Iterator<LogRecord> records = log.read(new OffsetRange(from, end));
    while (records.hasNext()) {
      LogRecord record = records.next();
      Optional<LogRecord> wanted =
          contract.isPresent()
              ? contract.get().expectation().expected(record)
              : Optional.of(record);
      last = wanted.isPresent() ? wanted : last;
    }
    return last;
  }
}
