package io.strait.replicator.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Steps that wait for their turn; adjoining gaps become one. Owned by the pump's thread. */
final class StepQueue {
  private final Deque<Step> steps = new ArrayDeque<>();
  private long bytes;
  private int letters;

  void add(Step step) {
    if (step instanceof Step.Append append) {
      bytes += append.size();
    } else if (step instanceof Step.Letter letter) {
      bytes += letter.letter().size();
      letters++;
    }
    if (step instanceof Step.Fill later
        && steps.peekLast() instanceof Step.Fill earlier
        && earlier.to() == later.from()) {
      steps.removeLast();
      steps.addLast(new Step.Fill(earlier.from(), later.to()));
      return;
    }
    steps.addLast(step);
  }

  /** The next one, or {@code null}. */
  Step peek() {
    return steps.peekFirst();
  }

  /** Takes the next one away; the memory of a batch is the taker's to give back. */
  void remove() {
    Step taken = steps.removeFirst();
    if (taken instanceof Step.Append append) {
      bytes -= append.size();
    } else if (taken instanceof Step.Letter letter) {
      bytes -= letter.letter().size();
      letters--;
      letter.frame().release();
    }
  }

  /** These come before all others again, in their order. */
  void putBack(List<Step.Append> taken) {
    for (int i = taken.size() - 1; i >= 0; i--) {
      steps.addFirst(taken.get(i));
      bytes += taken.get(i).size();
    }
  }

  /** This comes before all others. */
  void addFirst(Step step) {
    steps.addFirst(step);
  }

  /** The gap in front is filled up to {@code to}. */
  void shorten(long to) {
    if (steps.removeFirst() instanceof Step.Fill gap && to < gap.to()) {
      steps.addFirst(new Step.Fill(to, gap.to()));
    }
  }

  /** The step in front turns out to be something else. */
  void replace(Step other) {
    remove();
    steps.addFirst(other);
  }

  /** How many steps wait. */
  int size() {
    return steps.size();
  }

  /** All of them, in order. */
  Iterable<Step> all() {
    return steps;
  }

  /** Bytes of all batches and letters. */
  long bytes() {
    return bytes;
  }

  /** Whether something is to be put aside first. */
  boolean holdsLetters() {
    return letters > 0;
  }

  /** Gives all memory back. */
  void clear() {
    for (Step step : steps) {
      if (step instanceof Step.Append append) {
        append.release();
      } else if (step instanceof Step.Letter letter) {
        letter.frame().release();
      }
    }
    steps.clear();
    letters = 0;
    bytes = 0;
  }
}
