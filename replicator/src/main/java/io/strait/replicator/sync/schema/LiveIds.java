package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.SchemaIdMap;
import io.strait.replicator.registry.SchemaIds;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The schema ids of a link's topics as they were found at the last comparison, for whoever copies
 * records meanwhile. Any thread; no call but {@link #lookUp} waits.
 *
 * <p>Ids of the source's default context. An id that was not there at the last comparison may be
 * new, or no id at all: {@link #isSettled} says whether the source was asked about it since. Ids of
 * subjects that the link does not keep stay as they are. Not guaranteed: that an id which the
 * source does not have today stays unused; it is asked about again after the next comparison.
 */
public final class LiveIds implements SchemaIds {
  private static final int MOST_ASKED = 10_000;

  /** Registries count up: nobody registers so many schemas between two comparisons. */
  private static final int AHEAD = 1_000_000;

  private final Set<Asked> wanted = ConcurrentHashMap.newKeySet();
  private final Set<Asked> absent = ConcurrentHashMap.newKeySet();

  /** Ids that the source resolves. */
  private final Set<Integer> resolved = ConcurrentHashMap.newKeySet();

  /** Ids that the source resolves and does not list, as of a comparison since. */
  private final Set<Integer> unlisted = ConcurrentHashMap.newKeySet();

  private volatile Optional<Known> known = Optional.empty();

  /**
   * An id that came up.
   *
   * @param where it did: a long that is a key must settle nothing about values
   */
  private record Asked(Object where, int id) {}

  private record Known(
      SchemaIdMap map, Set<Integer> others, Map<Integer, Set<String>> subjects, long highest) {
    /** Whether it is no id that the link keeps, and is not going to be one soon. */
    boolean isNone(int id) {
      return others.contains(id) || highest > 0 && id > highest + AHEAD;
    }
  }

  /**
   * What holds from now on.
   *
   * @param others ids of subjects that the link does not keep
   * @param subjects of the source, by id
   */
  void publish(SchemaIdMap map, Set<Integer> others, Map<Integer, Set<String>> subjects) {
    long highest = subjects.keySet().stream().mapToLong(Integer::longValue).max().orElse(0);
    known = Optional.of(new Known(map, Set.copyOf(others), Map.copyOf(subjects), highest));
    Predicate<Integer> listed = id -> map.exists(id) || others.contains(id);
    resolved.stream().filter(listed.negate()).forEach(unlisted::add);
    resolved.clear();
    unlisted.removeIf(listed);
    absent.removeIf(one -> listed.test(one.id()));
    wanted.removeIf(one -> listed.test(one.id()) || unlisted.contains(one.id()));
  }

  /**
   * The subjects of the source that have an id, deleted ones included; for telling an id from bytes
   * that only look like one: a long that is a key may look like the id of another topic's schema.
   */
  public Set<String> subjects(int sourceId) {
    return known.map(one -> one.subjects().getOrDefault(sourceId, Set.of())).orElse(Set.of());
  }

  /** Whether anything is known yet. */
  public boolean isKnown() {
    return known.isPresent();
  }

  @Override
  public boolean isIdentity() {
    return known.map(one -> one.map().isIdentity()).orElse(false);
  }

  @Override
  public OptionalInt target(int sourceId) {
    return known.map(one -> one.map().target(sourceId)).orElse(OptionalInt.empty());
  }

  @Override
  public boolean exists(int sourceId) {
    return known.map(one -> one.map().exists(sourceId)).orElse(false);
  }

  /**
   * Whether it is known what becomes of these bytes: the id is on the target, is none that the link
   * keeps, is far above all ids that there are, or the source was asked and has no such id. If not,
   * either the target is to get the schema ({@link #exists}), or it is asked about at the next
   * {@link #lookUp}.
   */
  public boolean isSettled(Object where, int sourceId) {
    Asked asked = new Asked(where, sourceId);
    if (isIdentity() || target(sourceId).isPresent() || absent.contains(asked)) {
      return true;
    }
    if (unlisted.contains(sourceId) || known.filter(one -> one.isNone(sourceId)).isPresent()) {
      return true;
    }
    if (!exists(sourceId) && wanted.size() < MOST_ASKED) {
      wanted.add(asked);
    }
    return false;
  }

  /**
   * Asks the source about the ids that came up since the last comparison; one thread at a time.
   *
   * @param source whether its registry has an id; may throw, then nothing is settled
   * @return whether one of them is the source's, so that a comparison is due
   */
  public boolean lookUp(IntPredicate source) {
    boolean due = false;
    for (Asked one : wanted) {
      if (source.test(one.id())) {
        resolved.add(one.id());
        due = true;
      } else {
        if (absent.size() >= MOST_ASKED) {
          absent.clear();
        }
        absent.add(one);
        wanted.remove(one);
      }
    }
    return due;
  }
}
