package io.strait.validator.check;

import io.strait.replicator.topology.TopicMapping;
import java.util.Comparator;
import java.util.OptionalLong;

/**
 * One thing that is wrong, with its place and its evidence.
 *
 * @param code what is wrong
 * @param topic the topic on both sides
 * @param partition partition number, the same on both sides
 * @param divergesAt the first source offset at which the two logs part because of this finding: the
 *     smaller of the source offset and the source image of the target offset
 * @param sourceOffset offset of the source record, when there is one
 * @param targetOffset offset of the target record, when there is one
 * @param evidence what was seen on either side: which field differs, and a short hex of both. Holds
 *     at most 48 bytes of a field, in hex
 */
public record Finding(
    FindingCode code,
    TopicMapping topic,
    int partition,
    long divergesAt,
    OptionalLong sourceOffset,
    OptionalLong targetOffset,
    String evidence) {

  /** By topic, partition, place and code: the order of reports. */
  public static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding f) -> f.topic().source())
          .thenComparingInt(Finding::partition)
          .thenComparingLong(Finding::divergesAt)
          .thenComparing(Finding::code);
}
