package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.FindingCode;
import java.util.OptionalLong;

/**
 * What differs, confirmed by a second look after the grace.
 *
 * @param code what is wrong
 * @param topic the topic on both sides
 * @param partition partition number
 * @param divergesAt first source offset at which the logs part because of it
 * @param sourceOffset of the first such source record, when there is one
 * @param targetOffset of the first such target record, when there is one
 * @param range the sealed range it is in
 * @param count how many there are in that range
 * @param evidence of the first
 * @param at milliseconds since the epoch when it was confirmed
 */
public record AuditFinding(
    FindingCode code,
    TopicMapping topic,
    int partition,
    long divergesAt,
    OptionalLong sourceOffset,
    OptionalLong targetOffset,
    OffsetRange range,
    long count,
    String evidence,
    long at)
    implements AuditEntry {
  @Override
  public String name() {
    return "finding " + topic.source() + " " + partition + " " + divergesAt + " " + code;
  }
}
