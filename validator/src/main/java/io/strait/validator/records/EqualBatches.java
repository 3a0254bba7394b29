package io.strait.validator.records;

import io.strait.validator.align.Ledger;
import io.strait.validator.align.Limits;
import io.strait.validator.align.Stride;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.log.StoredBatch;
import java.util.Optional;

/**
 * Passes over batches that hold the same bytes on both sides: decoded once for the digest, or, in
 * the fast mode, not at all. One thread.
 */
final class EqualBatches implements Stride {
  private final BatchFeed source;
  private final BatchFeed target;
  private final Optional<OffsetRelation> images;
  private final Limits limits;
  private final Ledger ledger;
  private final ProofLine proof;

  EqualBatches(
      BatchFeed source,
      BatchFeed target,
      Optional<OffsetRelation> images,
      Limits limits,
      Ledger ledger,
      ProofLine proof) {
    this.source = source;
    this.target = target;
    this.images = images;
    this.limits = limits;
    this.ledger = ledger;
    this.proof = proof;
  }

  @Override
  public int pass() {
    Optional<StoredBatch> from = source.border();
    if (from.isEmpty()) {
      return 0;
    }
    Optional<StoredBatch> to = target.border();
    if (to.isEmpty() || !isJudged(from.get(), to.get()) || !from.get().holdsSameAs(to.get())) {
      return 0;
    }
    int count = from.get().count();
    if (proof.isDigesting()) {
      from.get().verify();
      to.get().verify();
    }
    boolean clean = ledger.isClean();
    ledger.matched(from.get().lastOffset(), count);
    if (clean) {
      proof.proven(from.get(), to.get());
    }
    source.pass();
    target.pass();
    return count;
  }

  private boolean isJudged(StoredBatch from, StoredBatch to) {
    return from.isWhole()
        && to.isWhole()
        && from.lastOffset() < limits.sourceTo()
        && to.lastOffset() < limits.targetTo()
        && (images.isEmpty()
            || images.get().toTarget(from.baseOffset()) == to.baseOffset()
                && images.get().toTarget(from.lastOffset()) == to.lastOffset());
  }
}
