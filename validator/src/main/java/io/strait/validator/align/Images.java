package io.strait.validator.align;

import io.strait.validator.check.OffsetRelation;
import io.strait.validator.digest.Fingerprint;
import java.util.List;

/** Places under a claimed relation of offsets. */
record Images(OffsetRelation relation) implements Places {
  @Override
  public long distance(Fingerprint source, Fingerprint target) {
    return target.offset() - relation.toTarget(source.offset());
  }

  @Override
  public long toSource(Fingerprint target) {
    return relation.toSource(target.offset());
  }

  @Override
  public long changedAt(Fingerprint source, Fingerprint target) {
    return Math.min(source.offset(), toSource(target));
  }

  @Override
  public boolean isSame(Fingerprint source, int deletion, Fingerprint target, int insertion) {
    return distance(source, target) == 0;
  }

  @Override
  public boolean isBefore(Fingerprint target, int insertion, Fingerprint source, int deletion) {
    return distance(source, target) < 0;
  }

  @Override
  public long start(List<Fingerprint> deletions, List<Fingerprint> insertions, long following) {
    long at = Long.MAX_VALUE;
    if (!deletions.isEmpty()) {
      at = deletions.get(0).offset();
    }
    if (!insertions.isEmpty()) {
      at = Math.min(at, toSource(insertions.get(0)));
    }
    return at;
  }

  @Override
  public void opened(Hunk hunk) {
    // Images do not depend on what was walked.
  }

  @Override
  public void forget() {
    // Images do not depend on what was walked.
  }
}
