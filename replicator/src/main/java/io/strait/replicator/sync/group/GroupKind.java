package io.strait.replicator.sync.group;

import java.util.Locale;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;

/** What kind of group a coordinator says that it has. */
public enum GroupKind {
  /** Members agree among themselves (all groups of brokers before 3.7, and simple ones). */
  CLASSIC,
  /** The coordinator assigns (KIP-848). */
  CONSUMER,
  /** Its positions are not offsets alone (KIP-932); they cannot be moved. */
  SHARE,
  /** Kafka Streams by KIP-1071; its tasks keep more than positions. */
  STREAMS,
  /** Not of consumers: Connect workers, registries and the like. It has no positions. */
  OTHER;

  /** As operators write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Brokers before 3.8 do not tell the type: then it is classic. */
  static GroupKind of(GroupListing listing) {
    GroupType type = listing.type().orElse(GroupType.CLASSIC);
    return switch (type) {
      case CONSUMER -> CONSUMER;
      case SHARE -> SHARE;
      case STREAMS -> STREAMS;
      case CLASSIC, UNKNOWN ->
          listing.protocol().isEmpty() || listing.protocol().equals("consumer") ? CLASSIC : OTHER;
    };
  }
}
