package io.strait.migrator.fence.group;

import io.strait.migrator.fence.acl.FenceFinding;
import java.util.List;

/** How the move of one group went. */
public sealed interface GroupOutcome {
  /** The group id. */
  String group();

  /**
   * The exact positions stand on the other cluster and were read back.
   *
   * @param group group id
   * @param kind what the group was on the side it left
   * @param removed members that had to be removed
   * @param positions what was committed, with topic names of the side it left
   * @param deleted positions that only the other side had and that were deleted there
   */
  record Moved(
      String group,
      GroupSight.Kind kind,
      List<GroupSight.Member> removed,
      List<GroupOffset> positions,
      List<GroupOffset> deleted)
      implements GroupOutcome {
    /** Copies the lists. */
    public Moved {
      removed = List.copyOf(removed);
      positions = List.copyOf(positions);
      deleted = List.copyOf(deleted);
    }
  }

  /**
   * The group is absent, or has no position on the topics of the wave.
   *
   * @param group group id
   * @param reason which of the two
   */
  record NothingToMove(String group, String reason) implements GroupOutcome {}

  /**
   * Nothing was committed on the other cluster, or what was committed could not be verified.
   *
   * @param group group id
   * @param findings why; never empty
   */
  record Refused(String group, List<FenceFinding> findings) implements GroupOutcome {
    /** Copies the list. */
    public Refused {
      findings = List.copyOf(findings);
    }
  }
}
