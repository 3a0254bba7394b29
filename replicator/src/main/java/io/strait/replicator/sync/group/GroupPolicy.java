package io.strait.replicator.sync.group;

import io.strait.replicator.sync.select.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which groups a link keeps, and how.
 *
 * @param selection by group id
 * @param types of groups; {@link GroupKind#CLASSIC} and {@link GroupKind#CONSUMER} can be kept
 * @param every how often the daemon compares
 * @param back whether a group that moved on on the target gets its position on the source set, too
 * @param conflict what to do where both sides moved, or nobody knows who did
 * @param deletions whether a position that is deleted on the source is deleted on the target
 */
public record GroupPolicy(
    Selection selection,
    Set<GroupKind> types,
    Duration every,
    boolean back,
    Conflict conflict,
    Deletions deletions) {
  private static final Duration OFTEN = Duration.ofSeconds(5);

  /** Keeps a copy. */
  public GroupPolicy {
    types = Set.copyOf(types);
  }

  /** What to do where both sides moved, or nobody knows who did. */
  public enum Conflict {
    /** Leave both as they are and say so. */
    REPORT,
    /** The side that is further on is right; nothing ever goes back. */
    FORWARD
  }

  /** What to do about a position that the source has lost. */
  public enum Deletions {
    /**
     * Delete it on the target if it is still as Strait wrote it. Brokers delete positions of groups
     * that rest for {@code offsets.retention.minutes}, too.
     */
    FOLLOW,
    /** Leave it. */
    KEEP
  }

  /** All groups of both movable types but those of console consumers. */
  public static GroupPolicy defaults() {
    return new GroupPolicy(
        new Selection(
            Selection.everything().include(), List.of(Pattern.compile("console-consumer-.*"))),
        Set.of(GroupKind.CLASSIC, GroupKind.CONSUMER),
        OFTEN,
        true,
        Conflict.REPORT,
        Deletions.KEEP);
  }

  /** The same with another rule about deletions. */
  public GroupPolicy with(Deletions other) {
    return new GroupPolicy(selection, types, every, back, conflict, other);
  }
}
