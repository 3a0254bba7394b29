package io.strait.validator.records;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCounts;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a scan found in one partition.
 *
 * @param topic the topic on both sides
 * @param partition partition number
 * @param judged the source offsets that were judged
 * @param proven the leading part of them that is proved equal; all of them when nothing differs. A
 *     later scan may start at its end
 * @param sourceRecords committed source records in the judged range
 * @param targetRecords committed target records in the image of the judged range
 * @param behind source offsets that are committed but not yet on the target; not judged
 * @param offsetShifts records that are there but not at the offset that the relation demands
 * @param counts exact counts of findings
 * @param findings a bounded sample of them, in order
 */
public record PartitionReport(
    TopicMapping topic,
    int partition,
    OffsetRange judged,
    OffsetRange proven,
    long sourceRecords,
    long targetRecords,
    long behind,
    long offsetShifts,
    FindingCounts counts,
    List<Finding> findings) {

  /** Copies the findings. */
  public PartitionReport {
    findings = List.copyOf(findings);
  }

  /** The first source offset at which the logs part, when they do. */
  public OptionalLong firstDivergence() {
    return counts.differences() > 0 ? OptionalLong.of(proven.to()) : OptionalLong.empty();
  }
}
