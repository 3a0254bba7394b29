package io.strait.validator.check;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a scan found in one partition.
 *
 * @param topic the topic on both sides
 * @param partition partition number
 * @param judged the source offsets that were judged
 * @param proven the leading part of them that is proved equal; all of them when nothing differs. A
 *     later scan may start at its end
 * @param tally what was counted
 * @param counts exact counts of the findings that nothing explains
 * @param explained exact counts of the findings that have a proved benign cause
 * @param findings a bounded sample of both, in order
 * @param proof what is left of the proof of {@code proven}, where a digest was made
 * @param stretches what is known about which source offsets, in order and without overlap; empty
 *     where the judge has nothing finer to say than {@code judged} and {@code proven}
 * @param notes how it was judged, where that is not the ordinary way; for people
 */
public record PartitionReport(
    TopicMapping topic,
    int partition,
    OffsetRange judged,
    OffsetRange proven,
    Tally tally,
    FindingCounts counts,
    FindingCounts explained,
    List<Finding> findings,
    Optional<Proof> proof,
    List<Stretch> stretches,
    List<String> notes) {

  /** Copies the lists. */
  public PartitionReport {
    findings = List.copyOf(findings);
    stretches = List.copyOf(stretches);
    notes = List.copyOf(notes);
  }

  /** A report in which nothing is explained and no digest is left. */
  public PartitionReport(
      TopicMapping topic,
      int partition,
      OffsetRange judged,
      OffsetRange proven,
      Tally tally,
      FindingCounts counts,
      List<Finding> findings) {
    this(
        topic,
        partition,
        judged,
        proven,
        tally,
        counts,
        FindingCounts.NONE,
        findings,
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** Committed source records in the judged range. */
  public long sourceRecords() {
    return tally.sourceRecords();
  }

  /** Committed target records in the image of the judged range. */
  public long targetRecords() {
    return tally.targetRecords();
  }

  /** Source offsets that are committed but not yet on the target; not judged. */
  public long behind() {
    return tally.behind();
  }

  /** Records that are there but not at the offset that the relation demands. */
  public long offsetShifts() {
    return tally.offsetShifts();
  }

  /** The first source offset at which the logs part, when they do. */
  public OptionalLong firstDivergence() {
    if (counts.differences() == 0) {
      return OptionalLong.empty();
    }
    long first =
        findings.stream()
            .filter(one -> one.code().isDifference() && !one.isExplained())
            .mapToLong(Finding::divergesAt)
            .min()
            .orElse(proven.to());
    return OptionalLong.of(Math.min(first, proven.to()));
  }

  /** The same with other findings; {@code proven} stays where it is. */
  public PartitionReport with(FindingCounts open, FindingCounts benign, List<Finding> sample) {
    return new PartitionReport(
        topic, partition, judged, proven, tally, open, benign, sample, proof, stretches, notes);
  }

  /**
   * The same with another proven range, for a review that explained what stood at its end. The
   * proof, which covers the old range only, is dropped.
   */
  public PartitionReport withProven(OffsetRange range) {
    return new PartitionReport(
        topic,
        partition,
        judged,
        range,
        tally,
        counts,
        explained,
        findings,
        range.equals(proven) ? proof : Optional.empty(),
        stretches,
        notes);
  }

  /** The same with what is left of the proof. */
  public PartitionReport with(Proof left) {
    return new PartitionReport(
        topic,
        partition,
        judged,
        proven,
        tally,
        counts,
        explained,
        findings,
        Optional.of(left),
        stretches,
        notes);
  }

  /** The same with stretches. */
  public PartitionReport withStretches(List<Stretch> known) {
    return new PartitionReport(
        topic, partition, judged, proven, tally, counts, explained, findings, proof, known, notes);
  }

  /** The same with one more note. */
  public PartitionReport noting(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new PartitionReport(
        topic, partition, judged, proven, tally, counts, explained, findings, proof, stretches,
        more);
  }
}
