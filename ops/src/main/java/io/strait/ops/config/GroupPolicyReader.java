package io.strait.ops.config;

import io.strait.replicator.sync.group.GroupKind;
import io.strait.replicator.sync.group.GroupPolicy;
import io.strait.replicator.sync.select.Selection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code groups} of a link's {@code twin}. */
final class GroupPolicyReader {
  private static final Map<String, GroupKind> TYPES =
      Map.of(
          GroupKind.CLASSIC.text(), GroupKind.CLASSIC,
          GroupKind.CONSUMER.text(), GroupKind.CONSUMER);

  private final Problems problems;

  GroupPolicyReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads the section to its end. */
  GroupPolicy read(Section section) {
    GroupPolicy none = GroupPolicy.defaults();
    Choice choice = new Choice(problems);
    Selection given = new Selections(problems).read(section);
    GroupPolicy read =
        new GroupPolicy(
            section.has("exclude")
                ? given
                : new Selection(given.include(), none.selection().exclude()),
            section.has("types") ? types(section.texts("types")) : none.types(),
            new Durations(problems).read(section, "every", none.every()),
            choice.flag(section, "back", none.back()),
            choice.read(section, "conflict", none.conflict()),
            choice.read(section, "deletions", none.deletions()));
    section.done();
    return read;
  }

  private Set<GroupKind> types(List<Text> texts) {
    Set<GroupKind> types = EnumSet.noneOf(GroupKind.class);
    for (Text text : texts) {
      GroupKind type = TYPES.get(text.value());
      if (type == null) {
        problems.error(
            text.path(),
            text.line(),
            "is '" + text.value() + "', but must be classic or consumer",
            "Only the positions of these can be moved; share groups cannot");
      } else {
        types.add(type);
      }
    }
    return types;
  }
}
