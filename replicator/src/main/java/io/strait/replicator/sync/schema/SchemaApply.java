package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.ApicurioRegistry;
import io.strait.replicator.registry.RegistryException;
import io.strait.replicator.registry.RegistryState;
import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaRegistry;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries out the steps of one comparison, in its order, and reads back what came of them. One
 * thread; one use.
 */
final class SchemaApply {
  private static final int ARCHIVE = 500;

  private final SchemaRegistry target;
  private final IdStrategy strategy;
  private final SubjectState subjects;
  private final Map<SchemaKey, SchemaVersion> placed;
  private final Map<Difference, String> failed = new HashMap<>();
  private final Map<Difference, SchemaVersion> expected = new HashMap<>();
  private final Deque<Map.Entry<Difference, SchemaKey>> toHide = new ArrayDeque<>();

  SchemaApply(
      SchemaRegistry target,
      IdStrategy strategy,
      SchemaComparison comparison,
      RegistryState before,
      LastApplied applied) {
    this.target = target;
    this.strategy = strategy;
    this.placed = new HashMap<>(comparison.placed());
    this.subjects = new SubjectState(target, before, comparison.placed(), applied);
  }

  /** Does all of it; what fails is said in its outcome, and the rest goes on. */
  List<Outcome> run(Map<Difference, SchemaStep> steps) {
    try {
      if (strategy == IdStrategy.KEEP_BY_ARCHIVE) {
        archives(steps);
      }
      steps.forEach(this::step);
      toHide.forEach(this::hide);
    } finally {
      subjects.putBack();
    }
    return judged(steps);
  }

  /** By version of the source; complete after {@link #run}. */
  Map<SchemaKey, SchemaVersion> placed() {
    return placed;
  }

  private void step(Difference difference, SchemaStep step) {
    try {
      if (step instanceof SchemaStep.Register register) {
        if (strategy != IdStrategy.KEEP_BY_ARCHIVE) {
          register(difference, register);
        }
      } else {
        other(difference, step);
      }
    } catch (RegistryException e) {
      failed.put(difference, e.getMessage());
    }
  }

  /** At the end, and what refers to others first: a registry may refuse the other way round. */
  private void hide(Map.Entry<Difference, SchemaKey> one) {
    try {
      target.softDelete(one.getValue());
    } catch (RegistryException e) {
      failed.put(one.getKey(), e.getMessage());
    }
  }

  private void other(Difference difference, SchemaStep step) {
    if (step instanceof SchemaStep.Show show) {
      target.restore(show.target());
      expected.put(difference, Versions.withDeleted(show.target(), false));
    } else if (step instanceof SchemaStep.Hide hide) {
      target.softDelete(hide.target().key());
      expected.put(difference, Versions.withDeleted(hide.target(), true));
    } else if (step instanceof SchemaStep.Level level) {
      subjects.setLevel(level.subject(), level.level());
    } else if (step instanceof SchemaStep.GlobalLevel level) {
      target.setGlobalLevel(level.context(), level.level());
    } else if (step instanceof SchemaStep.Mode mode) {
      subjects.restoreMode(mode.subject(), mode.mode());
    }
  }

  private Optional<SchemaKey> missing(SchemaVersion source) {
    return source.text().references().stream()
        .map(reference -> reference.key())
        .filter(key -> !placed.containsKey(key))
        .findFirst();
  }

  private void register(Difference difference, SchemaStep.Register step) {
    SchemaVersion source = step.source();
    Optional<SchemaKey> missing = missing(source);
    if (missing.isPresent()) {
      failed.put(difference, "not tried: needs " + missing.get() + ", which is not there");
      return;
    }
    SchemaVersion wanted = Versions.wanted(step, placed);
    SchemaVersion stored =
        strategy.keeps()
            ? subjects.registerAs(wanted)
            : subjects.register(wanted.key().subject(), wanted.text());
    SchemaVersion there = Versions.withDeleted(stored, source.deleted());
    if (source.deleted()) {
      toHide.push(Map.entry(difference, stored.key()));
    }
    placed.put(source.key(), there);
    expected.put(
        difference, strategy.keeps() ? Versions.withDeleted(wanted, source.deleted()) : there);
  }

  private void archives(Map<Difference, SchemaStep> steps) {
    Map<Difference, SchemaVersion> batch = new LinkedHashMap<>();
    for (Map.Entry<Difference, SchemaStep> entry : steps.entrySet()) {
      if (entry.getValue() instanceof SchemaStep.Register step) {
        Optional<SchemaKey> missing = missing(step.source());
        if (missing.isPresent()) {
          failed.put(entry.getKey(), "not tried: needs " + missing.get() + ", which is not there");
          continue;
        }
        SchemaVersion wanted = Versions.wanted(step, placed);
        placed.put(step.source().key(), wanted);
        batch.put(entry.getKey(), wanted);
        if (batch.size() == ARCHIVE) {
          archive(batch, steps);
          batch.clear();
        }
      }
    }
    archive(batch, steps);
  }

  private void archive(Map<Difference, SchemaVersion> batch, Map<Difference, SchemaStep> steps) {
    if (batch.isEmpty()) {
      return;
    }
    Map<SchemaKey, String> refused = new HashMap<>();
    Optional<String> all = Optional.empty();
    try {
      refused.putAll(((ApicurioRegistry) target).keep(new ArrayList<>(batch.values())));
    } catch (RegistryException e) {
      all = Optional.of(e.getMessage());
    }
    for (Map.Entry<Difference, SchemaVersion> entry : batch.entrySet()) {
      String why = all.orElse(refused.get(entry.getValue().key()));
      if (why == null) {
        expected.put(entry.getKey(), entry.getValue());
      } else {
        failed.put(entry.getKey(), why);
        placed.remove(((SchemaStep.Register) steps.get(entry.getKey())).source().key());
      }
    }
  }

  private List<Outcome> judged(Map<Difference, SchemaStep> steps) {
    RegistryState after = target.read();
    List<Outcome> outcomes = new ArrayList<>();
    steps.forEach(
        (difference, step) -> {
          String why =
              Optional.ofNullable(failed.get(difference))
                  .or(() -> Versions.fault(step, expected.get(difference), after))
                  .orElse("");
          if (why.isEmpty()) {
            outcomes.add(Outcome.done(difference));
          } else {
            outcomes.add(Outcome.failed(difference, why));
            if (step instanceof SchemaStep.Register register) {
              placed.remove(register.source().key());
            }
          }
        });
    return outcomes;
  }
}
