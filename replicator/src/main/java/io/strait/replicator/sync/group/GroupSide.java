package io.strait.replicator.sync.group;

import java.util.Optional;

/**
 * A group as one cluster has it.
 *
 * @param kind empty if the cluster does not list it
 * @param state the coordinator's word; {@code absent} if it does not list it
 * @param vacant whether it has no members, so that positions may be written
 */
public record GroupSide(Optional<GroupKind> kind, String state, boolean vacant) {
  /** Not listed: absent, or hidden from the credential. */
  static final GroupSide ABSENT = new GroupSide(Optional.empty(), "absent", true);

  /** Whether it can have positions that may be moved. */
  boolean isMovable() {
    return kind.isEmpty() || kind.get() == GroupKind.CLASSIC || kind.get() == GroupKind.CONSUMER;
  }
}
