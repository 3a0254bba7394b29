package io.strait.replicator.registry;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@link SchemaIds} of one context as they were at one time. Immutable.
 *
 * @param isIdentity whether the strategy is to keep ids
 * @param targets id on the target, by id at the source
 * @param sources all ids of the source's registry
 */
public record SchemaIdMap(boolean isIdentity, Map<Integer, Integer> targets, Set<Integer> sources)
    implements SchemaIds {
  /** Keeps copies. */
  public SchemaIdMap {
    targets = Map.copyOf(targets);
    sources = Set.copyOf(sources);
  }

  @Override
  public OptionalInt target(int sourceId) {
    Integer target = targets.get(sourceId);
    return target == null ? OptionalInt.empty() : OptionalInt.of(target);
  }

  @Override
  public boolean exists(int sourceId) {
    return targets.containsKey(sourceId) || sources.contains(sourceId);
  }
}
