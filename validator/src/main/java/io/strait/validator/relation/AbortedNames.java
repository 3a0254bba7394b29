package io.strait.validator.relation;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * A report whose findings are renamed where the target has what the source aborted. One pass over
 * one report.
 */
public final class AbortedNames {
  private static final Set<FindingCode> LOOK_LIKE_IT =
      EnumSet.of(FindingCode.FOREIGN, FindingCode.CORRUPT, FindingCode.DUPLICATE);

  private final PartitionReport before;
  private final boolean images;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<FindingCode, Long> moved = new EnumMap<>(FindingCode.class);
  private long first = Long.MAX_VALUE;

  private AbortedNames(PartitionReport before, boolean images) {
    this.before = before;
    this.images = images;
  }

  /** Whether an exposed aborted record may have been given this code. */
  public static boolean isLikely(FindingCode code) {
    return LOOK_LIKE_IT.contains(code);
  }

  /** Whether a report has anything that could be renamed. */
  public static boolean isLikely(PartitionReport report) {
    return LOOK_LIKE_IT.stream().anyMatch(code -> report.counts().of(code) > 0);
  }

  /** Whether every finding that could be renamed is at hand. */
  public static boolean isWhole(PartitionReport report) {
    return LOOK_LIKE_IT.stream()
        .allMatch(
            code ->
                report.counts().of(code)
                    == report.findings().stream()
                        .filter(one -> one.code() == code && !one.isExplained())
                        .count());
  }

  /**
   * Renames.
   *
   * @param images whether offsets are claimed; where only order is, the aborted record's own place
   *     is the one that can be named
   * @param aborted the source offset of the aborted record that a finding's target record is
   * @return empty if there was nothing to rename
   */
  public static Optional<PartitionReport> in(
      PartitionReport before, boolean images, Function<Finding, OptionalLong> aborted) {
    AbortedNames names = new AbortedNames(before, images);
    before.findings().forEach(one -> names.take(one, aborted));
    return names.moved.isEmpty() ? Optional.empty() : Optional.of(names.report());
  }

  /** The same with so many findings of each code. */
  public static PartitionReport trimmed(PartitionReport report, int samples) {
    Map<FindingCode, Integer> kept = new EnumMap<>(FindingCode.class);
    List<Finding> some =
        report.findings().stream()
            .filter(finding -> kept.merge(finding.code(), 1, Integer::sum) <= samples)
            .toList();
    return some.size() == report.findings().size()
        ? report
        : report.with(report.counts(), report.explained(), some);
  }

  private PartitionReport report() {
    Map<FindingCode, Long> sum = new EnumMap<>(FindingCode.class);
    sum.putAll(before.counts().byCode());
    moved.forEach((code, change) -> sum.merge(code, change, Long::sum));
    findings.sort(Finding.ORDER);
    OffsetRange proven = before.proven();
    long to = Math.max(proven.from(), Math.min(proven.to(), first));
    return before
        .with(new FindingCounts(sum), before.explained(), findings)
        .withProven(new OffsetRange(proven.from(), to));
  }

  private void take(Finding finding, Function<Finding, OptionalLong> aborted) {
    OptionalLong offset =
        isLikely(finding.code()) && !finding.isExplained()
            ? aborted.apply(finding)
            : OptionalLong.empty();
    if (offset.isEmpty()) {
      findings.add(finding);
      return;
    }
    long at = images ? Math.min(finding.divergesAt(), offset.getAsLong()) : offset.getAsLong();
    first = Math.min(first, at);
    findings.add(renamed(finding, at, offset));
    moved.merge(finding.code(), -1L, Long::sum);
    moved.merge(FindingCode.ABORTED_VISIBLE, 1L, Long::sum);
    if (finding.code() == FindingCode.CORRUPT && finding.sourceOffset().isPresent()) {
      findings.add(missing(finding));
      moved.merge(FindingCode.MISSING, 1L, Long::sum);
    }
  }

  private static Finding renamed(Finding finding, long at, OptionalLong offset) {
    return new Finding(
        FindingCode.ABORTED_VISIBLE,
        finding.topic(),
        finding.partition(),
        at,
        offset,
        finding.targetOffset(),
        finding.evidence()
            + "; the source wrote this record at offset "
            + offset.getAsLong()
            + " in a transaction that it aborted");
  }

  private static Finding missing(Finding finding) {
    return new Finding(
        FindingCode.MISSING,
        finding.topic(),
        finding.partition(),
        finding.sourceOffset().getAsLong(),
        finding.sourceOffset(),
        OptionalLong.empty(),
        "the target has an aborted record in its place");
  }
}
