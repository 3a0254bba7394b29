package io.strait.validator.relation;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What becomes of the schema ids of one side (keys or values) of a topic.
 *
 * @param images id on the target by id at the source; an id that is the same on both sides is
 *     listed like any other
 * @param alike where a target has one schema under several ids: which of them stands for an id
 * @param lacking ids that the source's registry has and that have no counterpart
 * @param strict whether an id that is not listed anywhere has no counterpart either; otherwise it
 *     is taken for bytes that only look like one, and must be the same on both sides
 */
public record IdMap(
    Map<Integer, Integer> images,
    Map<Integer, Integer> alike,
    Set<Integer> lacking,
    boolean strict) {
  /** Nothing is an id: bytes must be the same on both sides. */
  public static final IdMap NO_IDS = new IdMap(Map.of(), Map.of(), Set.of(), false);

  /** Keeps copies. */
  public IdMap {
    images = Map.copyOf(images);
    alike = Map.copyOf(alike);
    lacking = Set.copyOf(lacking);
  }

  /** Exactly these; every other id has no counterpart. */
  public static IdMap of(Map<Integer, Integer> images) {
    return new IdMap(images, Map.of(), Set.of(), true);
  }

  /** Whether every id stays what it is. */
  public boolean isIdentity() {
    return !strict
        && lacking.isEmpty()
        && alike.isEmpty()
        && images.entrySet().stream().allMatch(one -> one.getKey().equals(one.getValue()));
  }

  /** The id that the target must have; empty where nobody can tell. */
  OptionalInt image(int id) {
    Integer image = images.get(id);
    if (image != null) {
      return OptionalInt.of(image);
    }
    return strict || lacking.contains(id) ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The id that stands for one of the target's. */
  int standsFor(int id) {
    return alike.getOrDefault(id, id);
  }
}
