package io.strait.replicator.progress;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * One entry of a link's gap ledger: a range of source offsets that the target does not hold as the
 * source held it.
 *
 * @param source the partition on the source
 * @param target its mirror
 * @param sourceTopicId id of the source topic, zero if its cluster has none: a topic that was
 *     created again has gaps of its own
 * @param from first source offset
 * @param to source offset behind the range; not before {@code from}. Equal to it where only the
 *     place is known
 * @param cause why
 * @param at when the link noticed it
 * @param detail one sentence with the facts that the cause was judged by
 */
public record Gap(
    TopicPartition source,
    TopicPartition target,
    Uuid sourceTopicId,
    long from,
    long to,
    GapCause cause,
    Instant at,
    String detail) {
  /** Refuses a range that ends before it begins. */
  public Gap {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "gap [" + from + ", " + to + ") of " + source + ": offsets must ascend from 0 on");
    }
  }

  /** Source offsets in the range; some of them may never have held a record. */
  public long offsets() {
    return to - from;
  }
}
