package io.strait.validator.session;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** What earlier runs left behind. Immutable. */
public final class History {
  private final Map<TopicPartition, StateEntry.Point> proven = new LinkedHashMap<>();
  private final Map<TopicPartition, StateEntry.Point> open = new HashMap<>();
  private StateEntry.Begun begun;
  private StateEntry.Ended ended;

  /** From the lines of a file in their order. */
  public static History of(List<StateEntry> entries) {
    History history = new History();
    entries.forEach(history::take);
    return history;
  }

  /** The best proof of each partition. */
  public Map<TopicPartition, StateEntry.Point> proven() {
    return Map.copyOf(proven);
  }

  /** The last run, if it did not come to its end. */
  public Optional<StateEntry.Begun> interrupted() {
    return Optional.ofNullable(begun);
  }

  /** What the interrupted run had proved; empty when there is none. */
  public Map<TopicPartition, StateEntry.Point> ofInterrupted() {
    return begun == null ? Map.of() : Map.copyOf(open);
  }

  /** The last run that came to its end. */
  public Optional<StateEntry.Ended> ended() {
    return Optional.ofNullable(ended);
  }

  /** The lines that still matter, without the first one. */
  Collection<StateEntry> kept() {
    Map<Object, StateEntry> kept = new LinkedHashMap<>();
    proven.forEach((partition, point) -> kept.put(List.of("best", partition), point));
    if (ended != null) {
      kept.put("ended", ended);
    }
    if (begun != null) {
      kept.put("begun", begun);
      open.forEach((partition, point) -> kept.put(List.of("open", partition), point));
    }
    return kept.values();
  }

  private void take(StateEntry entry) {
    if (entry instanceof StateEntry.Begun one) {
      begun = one;
      open.clear();
    } else if (entry instanceof StateEntry.Ended one) {
      ended = one;
      begun = null;
      open.clear();
    } else if (entry instanceof StateEntry.Point one) {
      take(one);
    }
  }

  private void take(StateEntry.Point one) {
    TopicPartition partition = one.point().source();
    if (begun != null && begun.run().equals(one.run())) {
      open.put(partition, one);
    }
    StateEntry.Point known = proven.get(partition);
    boolean further = known == null || one.point().proven().to() >= known.point().proven().to();
    if (one.isLast() || further || one.run().equals(known.run())) {
      proven.put(partition, one);
    }
  }
}
