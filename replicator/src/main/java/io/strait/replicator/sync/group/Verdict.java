package io.strait.replicator.sync.group;

import io.strait.replicator.sync.Handling;
import java.util.OptionalLong;

/** What is to become of one position of a group. */
public sealed interface Verdict {
  /** A sentence for operators; empty where there is nothing to say. */
  String why();

  /** Both sides stand at the same record, or it is not for Strait to say. */
  record Leave(String why) implements Verdict {}

  /** The target's position is to be set. */
  record SetTarget(long position, String why) implements Verdict {}

  /** The source's position is to be set. */
  record SetSource(long position, String why) implements Verdict {}

  /** The target's position is to be deleted. */
  record Forget(String why) implements Verdict {}

  /**
   * They differ, and that is left.
   *
   * @param handling {@link Handling#BLOCKED}, {@link Handling#DRIFT} or {@link Handling#REFUSED}
   * @param wanted where the target should stand, if that is known
   */
  record Hold(Handling handling, OptionalLong wanted, String why) implements Verdict {}
}
