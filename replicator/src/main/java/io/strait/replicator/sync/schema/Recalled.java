package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.SchemaIdMap;
import io.strait.replicator.registry.SubjectName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Ids as they were when the link's schemas were applied last.
 *
 * @param targets id on the target, by id at the source
 * @param subjects of the source, by id
 */
record Recalled(Map<Integer, Integer> targets, Map<Integer, Set<String>> subjects) {
  /** From what was written down. */
  static Recalled of(Map<String, String> applied) {
    Map<Integer, Integer> targets = new HashMap<>();
    Map<Integer, Set<String>> subjects = new HashMap<>();
    applied.forEach(
        (resource, text) ->
            AppliedSchema.source(resource)
                .filter(key -> SubjectName.of(key.subject()).context().equals(SubjectName.DEFAULT))
                .ifPresent(
                    key ->
                        AppliedSchema.of(text)
                            .ifPresent(
                                one -> {
                                  targets.putIfAbsent(one.sourceId(), one.targetId());
                                  subjects
                                      .computeIfAbsent(one.sourceId(), id -> new HashSet<>())
                                      .add(key.subject());
                                })));
    return new Recalled(targets, subjects);
  }

  void publishTo(LiveIds ids, boolean identity) {
    ids.publish(new SchemaIdMap(identity, targets, targets.keySet()), Set.of(), subjects);
  }
}
