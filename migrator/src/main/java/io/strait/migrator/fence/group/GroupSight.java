package io.strait.migrator.fence.group;

import java.util.List;

/**
 * A group as its coordinator shows it.
 *
 * @param group group id
 * @param kind what it is
 * @param state the coordinator's word for its state; empty if absent
 * @param members one for each member
 */
public record GroupSight(String group, Kind kind, String state, List<Member> members) {
  /** Copies the list. */
  public GroupSight {
    members = List.copyOf(members);
  }

  /** What a group is. */
  public enum Kind {
    /** Nothing has that id, or a dead remainder. */
    ABSENT,
    /** A classic consumer group. */
    CLASSIC,
    /** A consumer group of KIP-848. */
    CONSUMER,
    /** Something else: a share, streams or Connect group. It cannot be moved by its offsets. */
    OTHER
  }

  /**
   * One member.
   *
   * @param id member id
   * @param instance static instance id; empty for a dynamic member
   * @param client client id
   * @param host where it connects from
   */
  public record Member(String id, String instance, String client, String host) {}

  /** Whether offsets may be committed for it from outside. */
  public boolean vacant() {
    return members.isEmpty()
        && (kind == Kind.ABSENT || state.equals("Empty") || state.equals("Dead"));
  }
}
