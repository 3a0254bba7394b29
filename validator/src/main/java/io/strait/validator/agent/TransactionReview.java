package io.strait.validator.agent;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import io.strait.validator.relation.AbortedNames;
import io.strait.validator.relation.SourceTransactions.Suspect;
import io.strait.validator.relation.TornNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives findings the names that only the source's transactions explain, as a scan that reads both
 * sides does: whoever reads the source is told the hashes of target records that may be aborted
 * ones, and says where they stand. One partition, one thread.
 *
 * <p>Moves at most some 30 bytes for each finding, of {@value #CLOSER} of each code, and for each
 * of 100 transactions what its batches take.
 */
final class TransactionReview {
  /** So many findings of each code are looked at. */
  static final int CLOSER = 2_000;

  private final LogSide source;
  private final TopicPartition partition;
  private final Map<Long, Long> hashes;
  private final Sides sides;
  private final boolean images;
  private final Map<Finding, OptionalLong> known = new HashMap<>();

  /**
   * Asks nothing yet.
   *
   * @param images whether offsets are claimed
   * @param hashes of whole target records, by target offset
   */
  TransactionReview(Sides sides, TopicPartition partition, boolean images, Map<Long, Long> hashes) {
    this.sides = sides;
    this.source = sides.source();
    this.partition = partition;
    this.images = images;
    this.hashes = hashes;
  }

  PartitionReport review(PartitionReport report) {
    PartitionReport named = report;
    try {
      named = aborted(named);
      return torn(named);
    } catch (AgentFailure | ClusterException | RangeGone | ScanCancelled | BadQuestion unread) {
      return named.noting(
          "which findings transactions of the source account for is not known: "
              + unread.getMessage());
    }
  }

  /** Mostly there are no transactions, so the first few findings are asked about alone at first. */
  private PartitionReport aborted(PartitionReport report) {
    if (!AbortedNames.isLikely(report)) {
      return report;
    }
    Map<FindingCode, Integer> taken = new EnumMap<>(FindingCode.class);
    int few = sides.options().samples();
    List<Finding> first = new ArrayList<>();
    List<Finding> rest = new ArrayList<>();
    for (Finding finding : report.findings()) {
      if (suspect(finding).isPresent()) {
        boolean isEarly = taken.merge(finding.code(), 1, Integer::sum) <= few;
        (isEarly ? first : rest).add(finding);
      }
    }
    ask(first);
    if (known.values().stream().noneMatch(OptionalLong::isPresent)) {
      return report;
    }
    ask(rest);
    return AbortedNames.in(report, images, one -> known.getOrDefault(one, OptionalLong.empty()))
        .orElse(report);
  }

  private void ask(List<Finding> findings) {
    List<Finding> sorted =
        findings.stream().sorted(Comparator.comparingLong(Finding::divergesAt)).toList();
    for (int i = 0; i < sorted.size(); i += LogSide.MOST_SUSPECTS) {
      List<Finding> some = sorted.subList(i, Math.min(sorted.size(), i + LogSide.MOST_SUSPECTS));
      List<Suspect> suspects = some.stream().map(one -> suspect(one).orElseThrow()).toList();
      List<OptionalLong> answers =
          source.aborted(partition, suspects, sides.options().seed(), sides.check());
      for (int n = 0; n < some.size(); n++) {
        known.put(some.get(n), answers.get(n));
      }
    }
  }

  private Optional<Suspect> suspect(Finding finding) {
    if (!AbortedNames.isLikely(finding.code()) || finding.targetOffset().isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(hashes.get(finding.targetOffset().getAsLong()))
        .map(
            hash ->
                new Suspect(hash, finding.divergesAt(), finding.code() == FindingCode.DUPLICATE));
  }

  private PartitionReport torn(PartitionReport report) {
    TreeSet<Long> missing = TornNames.missing(report);
    OffsetRange judged = report.judged();
    return missing.isEmpty()
        ? report
        : TornNames.in(report, missing, offset -> source.transaction(partition, offset, judged));
  }
}
