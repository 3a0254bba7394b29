package io.strait.validator.groups;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.groups.GroupScope.Pair;
import io.strait.validator.groups.GroupSight.Committed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Names what is wrong with positions. Pure.
 *
 * <p>GROUP_SKIP: a group that starts on the target would never read records that it has not read on
 * the source; move it to the image. It is also given to a position that carries a leader epoch
 * which the target's log has not: consumers of it read nothing and say nothing. GROUP_REWIND: it
 * would read records again; harmless where its work may be repeated. GROUP_MISSING: it would start
 * where {@code auto.offset.reset} says.
 */
final class GroupFindings {
  private final GroupScope scope;

  GroupFindings(GroupScope scope) {
    this.scope = scope;
  }

  /** The finding about one position; empty where it is as it should be. */
  Optional<ResourceFinding> of(Question one, Placed placed) {
    return switch (placed.state()) {
      case SAME -> Optional.empty();
      case SKIP -> Optional.of(skip(one, placed));
      case REWIND -> Optional.of(rewind(one, placed));
      case UNKNOWN ->
          Optional.of(
              tried(one, finding(FindingCode.UNVERIFIABLE, one, placed.evidence()), placed));
    };
  }

  /** The positions that the target lacks: one finding for a group that has none at all. */
  List<ResourceFinding> missing(List<Question> lacking, Map<String, Integer> judged) {
    Map<String, List<Question>> byGroup = new TreeMap<>();
    lacking.forEach(one -> byGroup.computeIfAbsent(one.group(), g -> new ArrayList<>()).add(one));
    List<ResourceFinding> findings = new ArrayList<>();
    byGroup.forEach(
        (group, positions) -> {
          if (positions.size() == judged.getOrDefault(group, 0)) {
            findings.add(explained(group, whole(positions)));
          } else {
            positions.forEach(
                one ->
                    findings.add(
                        explained(
                            group,
                            finding(
                                FindingCode.GROUP_MISSING,
                                one,
                                "the target has no position of the group on this partition"))));
          }
        });
    return findings;
  }

  /** A group that is not meant to be there, and is not. */
  static ResourceFinding excluded(String group, String why) {
    return new ResourceFinding(
        FindingCode.GROUP_MISSING,
        "group " + group,
        "",
        Optional.of("present"),
        Optional.empty(),
        Moved.UNKNOWN,
        "the target has no such group",
        Optional.of(why));
  }

  /** A committed leader epoch above all that the target's log has. */
  Optional<ResourceFinding> epoch(Question one, OptionalInt latest) {
    OptionalInt committed = one.target().map(Committed::epoch).orElse(OptionalInt.empty());
    boolean strange =
        committed.isPresent() && latest.isPresent() && committed.getAsInt() > latest.getAsInt();
    return strange
        ? Optional.of(
            new ResourceFinding(
                FindingCode.GROUP_SKIP,
                "group " + one.group(),
                one.place() + " leader epoch",
                epoch(one.source().epoch()),
                epoch(committed),
                // No link ever writes one.
                who(one) == Moved.NOBODY ? Moved.TARGET : who(one),
                "the position carries leader epoch "
                    + committed.getAsInt()
                    + ", but the target's log has reached only "
                    + latest.getAsInt()
                    + ": a consumer would read nothing; commit the position again without an"
                    + " epoch",
                Optional.empty()))
        : Optional.empty();
  }

  private static Optional<String> epoch(OptionalInt epoch) {
    return epoch.isPresent() ? Optional.of("epoch " + epoch.getAsInt()) : Optional.empty();
  }

  private ResourceFinding skip(Question one, Placed placed) {
    String evidence = "would never read " + placed.amount() + "; " + placed.evidence();
    return tried(one, finding(FindingCode.GROUP_SKIP, one, evidence), placed);
  }

  private ResourceFinding rewind(Question one, Placed placed) {
    String evidence = "would read " + placed.amount() + " again; " + placed.evidence();
    return tried(one, finding(FindingCode.GROUP_REWIND, one, evidence), placed);
  }

  /** Tries the benign causes, the surest first. */
  private ResourceFinding tried(Question one, ResourceFinding finding, Placed placed) {
    if (one.active()) {
      return finding.explained(
          "the group has members on the target: its own commits there are newer");
    }
    Optional<String> authority = scope.authority().apply(one.group());
    return authority.or(placed::cause).map(finding::explained).orElse(finding);
  }

  private ResourceFinding explained(String group, ResourceFinding finding) {
    return scope.authority().apply(group).map(finding::explained).orElse(finding);
  }

  private ResourceFinding whole(List<Question> positions) {
    Question first = positions.get(0);
    return new ResourceFinding(
        FindingCode.GROUP_MISSING,
        "group " + first.group(),
        "",
        Optional.of(positions.size() + " positions"),
        Optional.empty(),
        who(first),
        "the target has no position of the group; on the source it stands at "
            + first.source().offset()
            + " of "
            + first.place()
            + (positions.size() > 1 ? " and " + (positions.size() - 1) + " more" : ""),
        Optional.empty());
  }

  private ResourceFinding finding(FindingCode code, Question one, String evidence) {
    return new ResourceFinding(
        code,
        "group " + one.group(),
        one.place(),
        Optional.of(Long.toString(one.source().offset())),
        one.target().map(position -> Long.toString(position.offset())),
        who(one),
        evidence,
        Optional.empty());
  }

  private Moved who(Question one) {
    if (scope.applied().isEmpty()) {
      return Moved.UNKNOWN;
    }
    Pair pair = scope.applied().get().getOrDefault(one.group(), Map.of()).get(one.here());
    if (pair == null) {
      return Moved.NEVER_APPLIED;
    }
    boolean here = one.source().offset() != pair.source();
    boolean there = one.target().map(position -> position.offset() != pair.target()).orElse(true);
    return Moved.of(here, there);
  }
}
