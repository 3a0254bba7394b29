package io.strait.validator.audit;

/** One record of a link's audit topic: the newest of a name replaces those before. Immutable. */
public sealed interface AuditEntry
    permits AuditOwner,
        AuditLook,
        PartitionPosition,
        SealedRange,
        EventWindow,
        TopicTime,
        AuditFinding {
  /** The record's key: the kind, a space, and what of it. */
  String name();
}
