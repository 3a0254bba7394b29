package io.strait.validator.groups;

import java.util.Locale;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;

/** What a coordinator says a group is. */
public enum GroupKind {
  /** Members agree among themselves; all groups of brokers before 3.7. */
  CLASSIC,
  /** The coordinator assigns (KIP-848). */
  CONSUMER,
  /** Its state is more than positions (KIP-932); not judged. */
  SHARE,
  /** Kafka Streams (KIP-1071); not judged. */
  STREAMS,
  /** Not of consumers: Connect workers, registries; it has no positions. */
  OTHER;

  /** As operators write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether positions are all that it has. */
  public boolean hasPositions() {
    return this == CLASSIC || this == CONSUMER;
  }

  static GroupKind of(GroupListing listing) {
    boolean consumers = listing.protocol().isEmpty() || listing.protocol().equals("consumer");
    return switch (listing.type().orElse(GroupType.CLASSIC)) {
      case CONSUMER -> CONSUMER;
      case SHARE -> SHARE;
      case STREAMS -> STREAMS;
      case CLASSIC, UNKNOWN -> consumers ? CLASSIC : OTHER;
    };
  }
}
