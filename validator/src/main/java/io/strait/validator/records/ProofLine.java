package io.strait.validator.records;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.align.Ledger;
import io.strait.validator.check.Proof;
import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.RunningDigest;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.judge.ScanMode;
import io.strait.validator.log.StoredBatch;
import java.time.Clock;
import java.util.Optional;

/**
 * The proof of one partition as it grows, pair by pair, until something parts the logs; handed out
 * as a checkpoint every {@value #BYTES_APART} bytes or {@value #MILLIS_APART} ms.
 */
final class ProofLine implements Ledger.Pairs {
  private static final long BYTES_APART = 64L << 20;
  private static final long MILLIS_APART = 5_000;
  private static final int PAIRS_PER_LOOK = 4_096;

  private final Case one;
  private final Clock clock;
  private final long from;
  private final Fingerprinter fingerprinter;
  private final RunningDigest digest;
  private final boolean digesting;
  private long to;
  private long targetTo;
  private long bytes;
  private int pairs;
  private long toldAt;

  /** Goes on from a point that the case knows, or begins at a pair of offsets. */
  ProofLine(Case one, Optional<ProofPoint> known, long from, long targetFrom, Clock clock) {
    this.one = one;
    this.clock = clock;
    boolean fast = one.options().mode() == ScanMode.FAST;
    Digest start = fast ? Digest.NONE : known.map(ProofPoint::digest).orElse(Digest.EMPTY);
    this.digesting = start.isMade();
    this.from = known.map(point -> point.proven().from()).orElse(from);
    this.to = from;
    this.targetTo = targetFrom;
    this.digest = new RunningDigest(new ChainBase(one.options().seed()), start);
    this.fingerprinter = new Fingerprinter(one.options().seed());
    this.toldAt = clock.millis();
  }

  /** Whether a digest is made. */
  boolean isDigesting() {
    return digesting;
  }

  /** Both batches hold the same records, and so did everything before them. */
  void proven(StoredBatch source, StoredBatch target) {
    if (digesting) {
      source.fields(fingerprinter, this::append);
    }
    to = source.lastOffset() + 1;
    targetTo = target.lastOffset() + 1;
    bytes += source.size();
    look();
  }

  private void append(
      long offset,
      long timestamp,
      long key,
      long value,
      long headers,
      int keySize,
      int valueSize,
      int headerCount) {
    digest.append(key, value, headers, timestamp, offset);
  }

  @Override
  public void proven(Fingerprint source, Fingerprint target) {
    if (digesting) {
      digest.append(source, source.offset());
    }
    to = source.offset() + 1;
    targetTo = target.offset() + 1;
    bytes += Math.max(0, source.keySize()) + Math.max(0, source.valueSize());
    if (++pairs % PAIRS_PER_LOOK == 0 || bytes > BYTES_APART) {
      look();
    }
  }

  /** One past the last source offset that is proved so far. */
  long to() {
    return to;
  }

  /** Tells how far it is proved at the end of a partition. */
  Optional<Proof> end(OffsetRange proven) {
    tell(proven.to());
    return digesting ? Optional.of(new Proof(targetTo, digest.now())) : Optional.empty();
  }

  private void look() {
    if (bytes > BYTES_APART || clock.millis() - toldAt > MILLIS_APART) {
      tell(to);
    }
  }

  private void tell(long provenTo) {
    bytes = 0;
    toldAt = clock.millis();
    one.options()
        .hooks()
        .checkpoint()
        .accept(
            new ProofPoint(
                one.subject().sourcePartition(),
                new OffsetRange(from, Math.max(from, provenTo)),
                targetTo,
                one.options().seed(),
                digesting ? digest.now() : Digest.NONE));
  }
}
