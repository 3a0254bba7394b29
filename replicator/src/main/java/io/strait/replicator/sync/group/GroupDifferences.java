package io.strait.replicator.sync.group;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.Handling;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** Verdicts as differences of a plan. Pure. */
final class GroupDifferences {
  private GroupDifferences() {}

  /** What the difference about a position is about. */
  static String resource(String group, TopicPartition partition) {
    return "group " + group + " " + partition.topic() + "/" + partition.partition();
  }

  /** Empty where both sides are equal, or nothing is to be said. */
  static Optional<Difference> of(String group, GroupSurvey.Position at) {
    Verdict verdict = at.verdict();
    Verb verb = at.target().isEmpty() ? Verb.CREATE : Verb.CHANGE;
    if (verdict instanceof Verdict.Leave) {
      return Optional.empty();
    }
    if (verdict instanceof Verdict.SetTarget set) {
      return difference(group, at, "", verb, Handling.APPLY, OptionalLong.of(set.position()));
    }
    if (verdict instanceof Verdict.SetSource set) {
      return Optional.of(
          new Difference(
              Aspect.GROUPS,
              resource(group, at.partition()),
              "position on the source",
              Verb.CHANGE,
              Handling.APPLY,
              text(at.source()),
              text(OptionalLong.of(set.position())),
              set.why()));
    }
    if (verdict instanceof Verdict.Forget) {
      return difference(group, at, "", Verb.DELETE, Handling.APPLY, OptionalLong.empty());
    }
    Verdict.Hold hold = (Verdict.Hold) verdict;
    return difference(group, at, "", verb, hold.handling(), hold.wanted());
  }

  private static Optional<Difference> difference(
      String group,
      GroupSurvey.Position at,
      String field,
      Verb verb,
      Handling handling,
      OptionalLong wanted) {
    return Optional.of(
        new Difference(
            Aspect.GROUPS,
            resource(group, at.partition()),
            field,
            verb,
            handling,
            text(at.target()),
            text(wanted),
            at.verdict().why()));
  }

  private static Optional<String> text(OptionalLong position) {
    return position.isPresent()
        ? Optional.of(Long.toString(position.getAsLong()))
        : Optional.empty();
  }
}
