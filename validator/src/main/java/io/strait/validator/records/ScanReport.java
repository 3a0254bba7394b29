package io.strait.validator.records;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What a scan found.
 *
 * @param verdict the judgement
 * @param records source records judged
 * @param partitions per partition, by topic and partition
 * @param findings a bounded sample of all findings, in order
 * @param counts exact counts of findings
 * @param startedAt when the scan began
 * @param duration how long it took
 */
public record ScanReport(
    Verdict verdict,
    long records,
    List<PartitionReport> partitions,
    List<Finding> findings,
    FindingCounts counts,
    Instant startedAt,
    Duration duration) {

  /** Copies the lists. */
  public ScanReport {
    partitions = List.copyOf(partitions);
    findings = List.copyOf(findings);
  }

  /** Source records that are not on the target. */
  public long missing() {
    return counts.of(FindingCode.MISSING);
  }

  /** Surplus copies on the target. */
  public long duplicates() {
    return counts.of(FindingCode.DUPLICATE);
  }

  /** Records out of order; the fewest whose move explains the order seen. */
  public long reordered() {
    return counts.of(FindingCode.REORDERED);
  }

  /** Records with another key or value. */
  public long corrupt() {
    return counts.of(FindingCode.CORRUPT);
  }

  /** Records with other headers. */
  public long header() {
    return counts.of(FindingCode.HEADER);
  }

  /** Records with another timestamp. */
  public long timestamp() {
    return counts.of(FindingCode.TIMESTAMP);
  }

  /** Target records that the source does not have. */
  public long foreign() {
    return counts.of(FindingCode.FOREIGN);
  }

  /** Records that are there but at another offset than the relation demands. */
  public long offsetShifts() {
    return partitions.stream().mapToLong(PartitionReport::offsetShifts).sum();
  }

  /** Source offsets not yet on the target and therefore not judged. */
  public long behind() {
    return partitions.stream().mapToLong(PartitionReport::behind).sum();
  }

  /** By source partition, the range that is proved equal: where a later tail scan may start. */
  public Map<TopicPartition, OffsetRange> proven() {
    Map<TopicPartition, OffsetRange> proven = new HashMap<>();
    for (PartitionReport report : partitions) {
      proven.put(new TopicPartition(report.topic().source(), report.partition()), report.proven());
    }
    return proven;
  }
}
