package io.strait.replicator.sync.group;

import io.strait.replicator.offsets.Image;
import io.strait.replicator.sync.Handling;
import java.util.OptionalLong;

/** Decides by three-way comparison what becomes of one position. Pure. */
final class PositionDecision {
  private final Standing at;
  private final GroupPolicy policy;

  private PositionDecision(Standing at, GroupPolicy policy) {
    this.at = at;
    this.policy = policy;
  }

  static Verdict of(Standing at, GroupPolicy policy) {
    return new PositionDecision(at, policy).verdict();
  }

  private Verdict verdict() {
    if (at.source().isEmpty()) {
      return withoutSource();
    }
    if (!at.there().isMovable()) {
      return new Verdict.Hold(
          Handling.REFUSED,
          OptionalLong.empty(),
          "on the target the id belongs to a "
              + at.there().kind().orElseThrow().text()
              + " group; rename one of the two, or exclude it");
    }
    if (at.target().isEmpty()) {
      return forward(
          at.last().isEmpty() ? "" : "the target has lost it; it expires there like any");
    }
    if (at.isEqual()) {
      return new Verdict.Leave("");
    }
    return switch (at.mover()) {
      case SOURCE -> forward("");
      case NOBODY -> at.last().orElseThrow().isPendingOnSource(at.source()) ? back() : forward("");
      case TARGET -> back();
      case BOTH -> conflict("both sides have moved since they were last equal");
      case UNKNOWN -> conflict("both sides have a position and nobody knows who moved last");
    };
  }

  /** A group that the source does not know, or not on this partition. */
  private Verdict withoutSource() {
    if (at.last().isEmpty() || at.target().isEmpty()) {
      return new Verdict.Leave("");
    }
    if (!at.last().get().isTarget(at.target())) {
      return new Verdict.Leave("it moved to the target; the source has lost its position");
    }
    if (policy.deletions() == GroupPolicy.Deletions.KEEP) {
      return new Verdict.Leave(
          "deleted on the source; kept on the target, as deletions: keep says");
    }
    return at.there().vacant()
        ? new Verdict.Forget("deleted on the source, and nobody moved it on the target")
        : hold(OptionalLong.empty(), "deleted on the source, but " + active(at.there(), "target"));
  }

  private Verdict forward(String context) {
    long source = at.source().getAsLong();
    Image image = at.logs().toTarget(source);
    OptionalLong wanted = OptionalLong.of(image.position());
    if (image instanceof Image.Outside outside) {
      return hold(
          OptionalLong.empty(),
          "it stands at "
              + source
              + ", behind the source's log end "
              + outside.end()
              + "; reset it there");
    }
    if (image instanceof Image.Ahead ahead) {
      return interim(ahead, context);
    }
    String why = joined(context, exactly(image));
    return at.there().vacant()
        ? new Verdict.SetTarget(image.position(), why)
        : hold(wanted, joined(why, active(at.there(), "target")));
  }

  /** Where the copy ends is the exact image of a position that the group has passed. */
  private Verdict interim(Image.Ahead ahead, String context) {
    long end = ahead.position();
    String waits =
        joined(
            context,
            "the copy has reached source offset "
                + ahead.reached()
                + ", the group "
                + at.source().getAsLong()
                + ": its exact position does not exist on the target yet");
    boolean further = at.target().isEmpty() || at.target().getAsLong() < end;
    if (end == 0 || !further) {
      return hold(OptionalLong.empty(), waits + "; it follows with the copy");
    }
    return at.there().vacant()
        ? new Verdict.SetTarget(end, waits + "; until then it stands at the target's end")
        : hold(OptionalLong.of(end), joined(waits, active(at.there(), "target")));
  }

  private String exactly(Image image) {
    String skipped =
        image instanceof Image.Cut cut
            ? "the target's log begins behind it: source offsets "
                + cut.from()
                + " to "
                + (cut.to() - 1)
                + " are skipped there"
            : "";
    boolean backwards = at.target().isPresent() && image.position() < at.target().getAsLong();
    return backwards
        ? joined(
            skipped,
            "backwards by "
                + (at.target().getAsLong() - image.position())
                + ": the source's position was set back")
        : skipped;
  }

  private Verdict back() {
    long source = at.source().getAsLong();
    long target = at.target().getAsLong();
    Image image = at.logs().toSource(target);
    if (!image.isExact()) {
      return hold(
          OptionalLong.empty(),
          "it moved on the target to "
              + target
              + ", which has no exact counterpart on the source: its log "
              + (image instanceof Image.Cut ? "begins" : "ends")
              + " at "
              + image.position());
    }
    if (image.position() <= source) {
      return drift(
          "it was moved on the target to "
              + target
              + ", before the source's position; nothing goes back by itself: delete it on the"
              + " target to have it follow the source again");
    }
    if (!policy.back()) {
      return drift(
          "it moved on on the target to " + target + ", and back: false leaves the source");
    }
    return at.here().vacant()
        ? new Verdict.SetSource(image.position(), "it moved on on the target to " + target)
        : hold(
            OptionalLong.empty(),
            joined("it moved on on the target to " + target, active(at.here(), "source")));
  }

  private Verdict conflict(String what) {
    long target = at.target().getAsLong();
    Image there = at.logs().toTarget(at.source().getAsLong());
    Image here = at.logs().toSource(target);
    boolean behind = there.position() > target && !(there instanceof Image.Outside);
    boolean ahead = here.isExact() && here.position() > at.source().getAsLong();
    if (policy.conflict() == GroupPolicy.Conflict.FORWARD && (behind || ahead)) {
      return behind ? forward(what + "; conflict: forward") : back();
    }
    return drift(
        what
            + "; set one of them, delete the one on the target, or use conflict: forward, which"
            + " lets the one that is further on win");
  }

  private Verdict drift(String why) {
    Image image = at.logs().toTarget(at.source().getAsLong());
    return new Verdict.Hold(
        Handling.DRIFT,
        image.isExact() ? OptionalLong.of(image.position()) : OptionalLong.empty(),
        why);
  }

  private static Verdict hold(OptionalLong wanted, String why) {
    return new Verdict.Hold(Handling.BLOCKED, wanted, why);
  }

  private static String active(GroupSide side, String where) {
    return "the group is "
        + side.state()
        + " on the "
        + where
        + "; it is written at the instant it becomes empty";
  }

  private static String joined(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + "; " + other;
  }
}
