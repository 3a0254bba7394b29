package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.log.Subject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions whose ends do not fit each other: a target with more than its source ever had, a
 * source that ends before what was sealed. What lasts for the grace is a finding. Kept in memory
 * only: whoever takes over sees it again. Confined to one thread.
 */
final class Doubts {
  private final Map<TopicPartition, Long> since = new HashMap<>();

  /** The ends fit. */
  void settled(TopicPartition source) {
    since.remove(source);
  }

  /** How many partitions are in doubt. */
  int size() {
    return since.size();
  }

  /** The finding, once the grace is over. */
  Optional<AuditFinding> ahead(
      Subject subject,
      PartitionPosition position,
      SealDecision.Ahead ahead,
      OffsetRelation relation,
      long now,
      long grace) {
    long first = Math.max(position.targetTo(), relation.toTarget(ahead.sourceEnd()));
    return lasting(
        subject,
        now,
        grace,
        new AuditFinding(
            FindingCode.FOREIGN,
            subject.topic(),
            subject.partition(),
            ahead.sourceEnd(),
            OptionalLong.empty(),
            OptionalLong.of(first),
            new OffsetRange(position.sealedTo(), position.sealedTo()),
            Math.max(1, ahead.targetEnd() - first),
            "target log ends at "
                + ahead.targetEnd()
                + ", whose source image is beyond the end "
                + ahead.sourceEnd()
                + " of the source",
            now));
  }

  /** The finding, once the grace is over. */
  Optional<AuditFinding> truncated(
      Subject subject,
      PartitionPosition position,
      SealDecision.Truncated truncated,
      long now,
      long grace) {
    return lasting(
        subject,
        now,
        grace,
        new AuditFinding(
            FindingCode.TRUNCATED_SOURCE,
            subject.topic(),
            subject.partition(),
            truncated.sourceEnd(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            new OffsetRange(truncated.sourceEnd(), position.sealedTo()),
            1,
            "source log ends at "
                + truncated.sourceEnd()
                + ", but was judged up to "
                + position.sealedTo(),
            now));
  }

  private Optional<AuditFinding> lasting(
      Subject subject, long now, long grace, AuditFinding finding) {
    long begun = since.computeIfAbsent(subject.sourcePartition(), key -> now);
    return now - begun >= grace ? Optional.of(finding) : Optional.empty();
  }
}
