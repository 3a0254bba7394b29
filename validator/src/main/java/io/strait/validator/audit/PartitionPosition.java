package io.strait.validator.audit;

import io.strait.replicator.topology.TopicMapping;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a partition is audited.
 *
 * @param topic the topic on both sides
 * @param partition its number
 * @param topicId the source topic's id; one with another id begins anew
 * @param from where the audit began
 * @param sealedTo one past the last source offset that was sealed
 * @param targetTo one past the last target offset that was read; the next range begins there, so
 *     that what stands between two images is not passed over
 * @param clock what its records tell about event time
 * @param totals what became of the offsets from {@code from} to {@code sealedTo}
 * @param keptFrom ranges that begin before it, or at {@code sealedTo} or behind it, are no longer
 *     kept
 * @param at milliseconds since the epoch when it was written
 * @param footings by what its logs are known again
 */
public record PartitionPosition(
    TopicMapping topic,
    int partition,
    String topicId,
    long from,
    long sealedTo,
    long targetTo,
    EventClock clock,
    AuditTotals totals,
    long keptFrom,
    long at,
    Footings footings)
    implements AuditEntry {

  /** Where the audit of a partition begins. */
  static PartitionPosition beginning(
      TopicMapping topic,
      int partition,
      String topicId,
      long from,
      long targetFrom,
      long at,
      Footings footings) {
    return new PartitionPosition(
        topic,
        partition,
        topicId,
        from,
        from,
        targetFrom,
        EventClock.UNSET,
        AuditTotals.NONE,
        from,
        at,
        footings);
  }

  /** The partition on the source. */
  public TopicPartition sourcePartition() {
    return new TopicPartition(topic.source(), partition);
  }

  /** Behind a range that was just sealed. */
  PartitionPosition behind(SealedRange range, EventClock now, Footings known) {
    return new PartitionPosition(
        topic,
        partition,
        topicId,
        from,
        range.range().to(),
        range.targetTo(),
        now,
        totals.sealing(range),
        keptFrom,
        range.at(),
        known);
  }

  /** The same with other totals. */
  PartitionPosition with(AuditTotals other, long when) {
    return new PartitionPosition(
        topic, partition, topicId, from, sealedTo, targetTo, clock, other, keptFrom, when,
        footings);
  }

  /** The same, its logs known by these. */
  PartitionPosition on(Footings others) {
    return new PartitionPosition(
        topic, partition, topicId, from, sealedTo, targetTo, clock, totals, keptFrom, at, others);
  }

  /** The same with more of the target behind it. */
  PartitionPosition passing(long other, long when) {
    return new PartitionPosition(
        topic, partition, topicId, from, sealedTo, other, clock, totals, keptFrom, when, footings);
  }

  /** Back before a range that is to be sealed anew, with what was sealed before that. */
  PartitionPosition before(SealedRange range, AuditTotals rest, long when, Footings known) {
    return new PartitionPosition(
        topic,
        partition,
        topicId,
        from,
        range.range().from(),
        range.targetFrom(),
        clock,
        rest,
        keptFrom,
        when,
        known);
  }

  /** The same with fewer ranges kept. */
  PartitionPosition keeping(long first) {
    return new PartitionPosition(
        topic, partition, topicId, from, sealedTo, targetTo, clock, totals, first, at, footings);
  }

  @Override
  public String name() {
    return "position " + topic.source() + " " + partition;
  }
}
