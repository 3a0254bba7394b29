package io.strait.ops.verify;

import io.strait.replicator.registry.RegistryState;
import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaReference;
import io.strait.replicator.registry.SchemaText;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.registry.SubjectName;
import io.strait.replicator.sync.schema.SchemaPolicy;
import io.strait.replicator.sync.select.Selection;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.contract.Expectation;
import io.strait.validator.relation.IdMap;
import io.strait.validator.relation.RewrittenIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which ids of two registries mean the same schema: same language, same text, and references that
 * mean the same in turn, under whatever subjects and numbers. Immutable.
 *
 * <p>Only ids of a topic's own subjects count as ids of its records: bytes of a long may look like
 * somebody else's. Not covered: sources whose ids live in another context than the default one.
 */
final class SchemaCounterparts {
  private final SchemaPolicy policy;
  private final Map<Integer, Set<String>> subjects = new TreeMap<>();
  private final Map<Integer, Integer> images = new HashMap<>();
  private final Map<Integer, Integer> alike = new HashMap<>();

  SchemaCounterparts(RegistryState source, RegistryState target, SchemaPolicy policy) {
    this.policy = policy;
    String context = policy.context().isEmpty() ? SubjectName.DEFAULT : policy.context();
    Map<Integer, String> there = meanings(target, context);
    Map<String, Integer> idOf = new HashMap<>();
    there.forEach((id, meaning) -> idOf.merge(meaning, id, Math::min));
    there.forEach((id, meaning) -> standFor(id, idOf.get(meaning)));
    Map<Integer, String> here = meanings(source, SubjectName.DEFAULT);
    here.forEach(
        (id, meaning) ->
            Optional.ofNullable(idOf.get(meaning)).ifPresent(to -> images.put(id, to)));
    for (SchemaVersion version : source.versions().values()) {
      SubjectName name = SubjectName.of(version.key().subject());
      if (version.id() > 0 && name.context().equals(SubjectName.DEFAULT)) {
        subjects.computeIfAbsent(version.id(), id -> new TreeSet<>()).add(name.name());
      }
    }
  }

  /** What becomes of the ids in a topic's keys and values. */
  Expectation of(TopicMapping topic) {
    return new RewrittenIds(
        side(topic.source(), true, policy.keys()), side(topic.source(), false, policy.values()));
  }

  private IdMap side(String topic, boolean key, Selection listed) {
    Map<Integer, Integer> mine = new HashMap<>();
    Set<Integer> lacking = new HashSet<>();
    boolean all = listed.selects(topic);
    subjects.forEach(
        (id, names) -> {
          if (all || names.stream().anyMatch(name -> isOf(topic, key, name))) {
            Optional.ofNullable(images.get(id))
                .ifPresentOrElse(to -> mine.put(id, to), () -> lacking.add(id));
          }
        });
    return mine.isEmpty() && lacking.isEmpty()
        ? IdMap.NO_IDS
        : new IdMap(mine, alike, lacking, false);
  }

  /** {@code <topic>-key}, {@code <topic>-value}, or {@code <topic>-<record>} for values. */
  private static boolean isOf(String topic, boolean key, String subject) {
    if (!subject.startsWith(topic + "-")) {
      return false;
    }
    String rest = subject.substring(topic.length() + 1);
    return key ? rest.equals("key") : !rest.equals("key") && rest.indexOf('-') < 0;
  }

  private void standFor(int id, int other) {
    if (id != other) {
      alike.put(id, other);
    }
  }

  private static Map<Integer, String> meanings(RegistryState state, String context) {
    Map<Integer, String> meanings = new TreeMap<>();
    for (SchemaVersion version : state.versions().values()) {
      boolean inside = SubjectName.of(version.key().subject()).context().equals(context);
      if (inside && version.id() > 0) {
        meanings.put(version.id(), meaning(state, version.text(), new HashSet<>()));
      }
    }
    return meanings;
  }

  private static String meaning(RegistryState state, SchemaText text, Set<SchemaKey> above) {
    List<String> parts = new ArrayList<>();
    for (SchemaReference reference : text.references()) {
      SchemaKey key = reference.key();
      Optional<SchemaVersion> version = state.version(key);
      boolean usable = version.isPresent() && above.add(key);
      String of = usable ? meaning(state, version.get().text(), above) : "nothing known: " + key;
      if (usable) {
        above.remove(key);
      }
      parts.add(reference.name() + " = {" + of + "}");
    }
    return text.type() + " " + text.digest() + " " + parts;
  }
}
