package io.strait.migrator.cutover;

/** The machine's answer to an event. */
public sealed interface Transition {
  /** The event is legal here and leads to {@code next}. */
  record Moved(CutoverState next) implements Transition {}

  /**
   * The event is not legal here; nothing changes.
   *
   * @param why names the state, the event and what is legal instead
   */
  record Refused(String why) implements Transition {}
}
