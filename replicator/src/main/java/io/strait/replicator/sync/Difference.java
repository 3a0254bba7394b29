package io.strait.replicator.sync;

import java.util.Optional;

/**
 * One thing in which the target is not the source's twin.
 *
 * @param aspect what kind of thing
 * @param resource what it is about, unique within the aspect, for example {@code topic orders}
 * @param field which part of it, for example {@code config retention.ms}; empty for all of it
 * @param verb what closes it
 * @param handling what becomes of it
 * @param now as the target has it; empty if it has it not. Never a secret
 * @param wanted as the target should have it; empty if it should not. Never a secret
 * @param reason a sentence for operators; for everything but {@link Handling#APPLY} it says what to
 *     do next
 */
public record Difference(
    Aspect aspect,
    String resource,
    String field,
    Verb verb,
    Handling handling,
    Optional<String> now,
    Optional<String> wanted,
    String reason) {

  /** What closes a difference. */
  public enum Verb {
    /** The target lacks it. */
    CREATE,
    /** The target has it otherwise. */
    CHANGE,
    /** The target has it, the source not. */
    DELETE
  }

  /** Whether an apply would write something for it. */
  public boolean applies() {
    return handling == Handling.APPLY;
  }
}
