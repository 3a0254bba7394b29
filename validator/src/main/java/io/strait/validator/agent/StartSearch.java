package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.Subject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds where two logs that only claim order have their first common record: retention takes the
 * beginnings of both at its own pace. Looks at the first few thousand records of either log, and
 * around the time of the other's first record. Single use.
 */
final class StartSearch {
  private static final int NEAR = 32;
  private static final int LOOK = 4_096;
  private static final int STABLE = 16;

  private final Sides sides;
  private final Subject subject;
  private final LogBounds source;
  private final LogBounds target;

  StartSearch(Sides sides, Subject subject, LogBounds source, LogBounds target) {
    this.sides = sides;
    this.subject = subject;
    this.source = source;
    this.target = target;
  }

  /** Offsets of records that stand for each other. */
  record Start(long source, long target) {}

  Optional<Start> find() {
    if (source.start() == 0 && target.start() == 0
        || source.start() == source.stableEnd()
        || target.start() == target.stableEnd()) {
      return Optional.of(new Start(source.start(), target.start()));
    }
    Optional<Start> near = among(onSource(source.start(), NEAR), onTarget(target.start(), NEAR));
    return near.or(this::farther);
  }

  private Optional<Start> farther() {
    List<Fingerprint> from = onSource(source.start(), LOOK);
    List<Fingerprint> to = onTarget(target.start(), LOOK);
    return from.isEmpty() || to.isEmpty()
        ? Optional.of(new Start(source.start(), target.start()))
        : among(from, to).or(() -> byTime(from, to));
  }

  private Optional<Start> byTime(List<Fingerprint> from, List<Fingerprint> to) {
    OptionalLong there = sides.target().firstAt(subject.targetPartition(), from.get(0).timestamp());
    Optional<Start> found =
        there.isPresent() ? among(from, onTarget(there.getAsLong(), LOOK)) : Optional.empty();
    if (found.isPresent()) {
      return found;
    }
    OptionalLong here = sides.source().firstAt(subject.sourcePartition(), to.get(0).timestamp());
    return here.isPresent() ? among(onSource(here.getAsLong(), LOOK), to) : Optional.empty();
  }

  private List<Fingerprint> onSource(long from, int most) {
    return page(sides.source(), subject.sourcePartition(), from, source.stableEnd(), most);
  }

  private List<Fingerprint> onTarget(long from, int most) {
    return page(sides.target(), subject.targetPartition(), from, target.stableEnd(), most);
  }

  private List<Fingerprint> page(
      LogSide side, TopicPartition partition, long from, long end, int most) {
    OffsetRange range = new OffsetRange(from, Math.max(from, end));
    return side.fingerprints(partition, range, most, sides.options().seed()).records();
  }

  /** One of the first records must be in the other list, and what follows must agree, too. */
  private static Optional<Start> among(List<Fingerprint> from, List<Fingerprint> to) {
    for (int s = 0; s < from.size() && !to.isEmpty(); s++) {
      if (agree(from, s, to, 0)) {
        return Optional.of(new Start(from.get(s).offset(), to.get(0).offset()));
      }
    }
    for (int t = 1; t < to.size() && !from.isEmpty(); t++) {
      if (agree(from, 0, to, t)) {
        return Optional.of(new Start(from.get(0).offset(), to.get(t).offset()));
      }
    }
    return Optional.empty();
  }

  private static boolean agree(List<Fingerprint> from, int s, List<Fingerprint> to, int t) {
    int most = Math.min(STABLE, Math.min(from.size() - s, to.size() - t));
    for (int i = 0; i < most; i++) {
      if (!from.get(s + i).sameRecord(to.get(t + i))) {
        return false;
      }
    }
    return true;
  }
}
