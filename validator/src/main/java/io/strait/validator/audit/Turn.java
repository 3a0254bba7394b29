package io.strait.validator.audit;

import io.strait.validator.check.OffsetRelation;
import io.strait.validator.contract.Contract;
import io.strait.validator.log.Subject;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition at one look, with the ledger of it.
 *
 * @param source its log on the source, read behind that of the target
 * @param target its log on the target
 * @param contract what the copy is claimed to be
 * @param now milliseconds since the epoch
 */
record Turn(
    AuditLedger open,
    AuditedPartition partition,
    SeenLog source,
    SeenLog target,
    Contract contract,
    long now) {
  Subject subject() {
    return partition.subject();
  }

  TopicPartition place() {
    return subject().sourcePartition();
  }

  /** The images that are claimed; equal offsets where none are. */
  OffsetRelation relation() {
    return contract.offsets().images().orElse(OffsetRelation.EXACT);
  }

  /** Whether nothing but the order is claimed. */
  boolean isInOrder() {
    return contract.offsets().images().isEmpty();
  }

  /** How far it is. */
  PartitionPosition position() {
    return open.state().position(place()).orElseThrow();
  }
}
