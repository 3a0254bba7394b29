package io.strait.migrator.fence.preflight;

import io.strait.migrator.fence.acl.FenceFinding;
import io.strait.migrator.fence.group.GroupSight;
import io.strait.migrator.fence.group.Groups;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Whether a group of a wave can be moved, and what its move will feel like. */
final class GroupCheck {
  private final Groups source;
  private final Groups target;
  private final String sourceAlias;
  private final String targetAlias;

  GroupCheck(Groups source, String sourceAlias, Groups target, String targetAlias) {
    this.source = source;
    this.target = target;
    this.sourceAlias = sourceAlias;
    this.targetAlias = targetAlias;
  }

  /** On the side it leaves: its type, its members, its positions. */
  List<FenceFinding> leaving(String group, Collection<String> topics) {
    GroupSight sight = source.see(group);
    List<FenceFinding> findings = new ArrayList<>();
    switch (sight.kind()) {
      case ABSENT ->
          findings.add(
              FenceFinding.info(
                  "GROUP_ABSENT",
                  group,
                  "cluster '" + sourceAlias + "' has no group '" + group + "'",
                  "nothing, if it has not started yet; otherwise correct its name"));
      case OTHER -> findings.add(unsupported(sight, sourceAlias));
      case CONSUMER -> {
        findings.add(restart(sight));
        findings.addAll(source.outside(group, topics));
      }
      case CLASSIC -> findings.addAll(source.outside(group, topics));
    }
    sight.members().stream()
        .filter(member -> !member.instance().isEmpty())
        .forEach(member -> findings.add(fixed(group, member)));
    return findings;
  }

  /** On the side it goes to: nobody may be there. */
  List<FenceFinding> arriving(String group) {
    GroupSight sight = target.see(group);
    return switch (sight.kind()) {
      case OTHER -> List.of(unsupported(sight, targetAlias));
      case ABSENT -> List.of();
      case CLASSIC, CONSUMER ->
          sight.vacant()
              ? List.of()
              : List.of(
                  FenceFinding.blocking(
                      "GROUP_ACTIVE_ON_TARGET",
                      group,
                      "group '"
                          + group
                          + "' is "
                          + sight.state()
                          + " on cluster '"
                          + targetAlias
                          + "' with members "
                          + sight.members(),
                      "stop its consumers there: positions are never committed onto a group with"
                          + " members"));
    };
  }

  private static FenceFinding unsupported(GroupSight sight, String cluster) {
    return FenceFinding.blocking(
        "GROUP_TYPE_UNSUPPORTED",
        sight.group(),
        "'"
            + sight.group()
            + "' is a "
            + sight.state()
            + " group on cluster '"
            + cluster
            + "'; its state is more than positions and cannot be moved exactly",
        "take it out of the wave and move it by hand");
  }

  private static FenceFinding restart(GroupSight sight) {
    return FenceFinding.warning(
        "GROUP_NEEDS_RESTART",
        sight.group(),
        "'"
            + sight.group()
            + "' is a consumer group of KIP-848: a consumer that does not follow"
            + " the route fails with GroupAuthorizationException when the group is fenced",
        "let its applications use the switching client, or restart them after the switch");
  }

  private static FenceFinding fixed(String group, GroupSight.Member member) {
    return FenceFinding.info(
        "STATIC_MEMBER",
        group,
        "group '"
            + group
            + "' has the static member '"
            + member.instance()
            + "' from "
            + member.host()
            + ": it stays in the group after its consumer closed",
        "nothing: the move removes it");
  }
}
