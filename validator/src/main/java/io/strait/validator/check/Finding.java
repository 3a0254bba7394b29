package io.strait.validator.check;

import io.strait.replicator.topology.TopicMapping;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thing that is wrong with records, with its place and its evidence.
 *
 * @param code what is wrong
 * @param topic the topic on both sides
 * @param partition partition number, the same on both sides unless the topic is declared to be
 *     spread anew by key; then that of the source
 * @param divergesAt the first source offset at which the two logs part because of this finding: the
 *     smaller of the source offset and the source image of the target offset
 * @param sourceOffset offset of the source record, when there is one
 * @param targetOffset offset of the target record, when there is one
 * @param evidence what was seen on either side: which field differs, and a short hex of both. Holds
 *     at most 48 bytes of a field, in hex
 * @param explanation the benign cause that accounts for it, proved and not guessed; empty: it is
 *     unexplained and counts against the copy
 */
public record Finding(
    FindingCode code,
    TopicMapping topic,
    int partition,
    long divergesAt,
    OptionalLong sourceOffset,
    OptionalLong targetOffset,
    String evidence,
    Optional<String> explanation) {

  /** By topic, partition, place and code: the order of reports. */
  public static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding f) -> f.topic().source())
          .thenComparingInt(Finding::partition)
          .thenComparingLong(Finding::divergesAt)
          .thenComparing(Finding::code);

  /** A finding that nothing explains. */
  public Finding(
      FindingCode code,
      TopicMapping topic,
      int partition,
      long divergesAt,
      OptionalLong sourceOffset,
      OptionalLong targetOffset,
      String evidence) {
    this(
        code, topic, partition, divergesAt, sourceOffset, targetOffset, evidence, Optional.empty());
  }

  /** The same under another name: a closer look told what it really is. */
  public Finding as(FindingCode closer, String because) {
    return new Finding(
        closer,
        topic,
        partition,
        divergesAt,
        sourceOffset,
        targetOffset,
        evidence + "; " + because,
        explanation);
  }

  /** The same, accounted for by a benign cause. */
  public Finding explained(String cause) {
    return new Finding(
        code,
        topic,
        partition,
        divergesAt,
        sourceOffset,
        targetOffset,
        evidence,
        Optional.of(cause));
  }

  /** Whether a benign cause accounts for it. */
  public boolean isExplained() {
    return explanation.isPresent();
  }
}
