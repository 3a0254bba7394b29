package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.ConfluentRegistry;
import io.strait.replicator.registry.Registries;
import io.strait.replicator.registry.RegistrySpec;
import io.strait.replicator.registry.RegistryState;
import io.strait.replicator.registry.SchemaIdMap;
import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaRegistry;
import io.strait.replicator.registry.SchemaText;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.registry.SubjectName;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.Reconciler;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.topology.TopicSelection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Keeps the schemas of a link's target those of its source.
 *
 * <p>{@link #plan} writes nothing, with one exception: the first time that ids are to be kept by
 * mode IMPORT it registers a scratch subject on the target, reads it back and removes it. Where a
 * registry cannot be read, {@link #plan} throws {@link
 * io.strait.replicator.registry.RegistryException}. One thread, except for {@link #ids}.
 */
public final class SchemaReconciler implements Reconciler {
  private static final String STRATEGY = "strategy";

  private final RegistrySpec sourceSpec;
  private final RegistrySpec targetSpec;
  private final SchemaPolicy policy;
  private final SubjectNaming naming;
  private final Drift drift;
  private final LastApplied applied;
  private final Clock clock;
  private final RandomGenerator random;
  private final LiveIds ids = new LiveIds();
  private Optional<SchemaRegistry> source = Optional.empty();
  private Optional<SchemaRegistry> target = Optional.empty();
  private Optional<Optional<String>> probed = Optional.empty();
  private Optional<Seen> last = Optional.empty();

  private record Seen(SchemaView view, SchemaComparison comparison, StrategyChoice choice) {}

  /**
   * Connects to nothing.
   *
   * @param topics the link's, whose names the subjects follow
   * @param random names scratch subjects
   */
  public SchemaReconciler(
      RegistrySpec source,
      RegistrySpec target,
      SchemaPolicy policy,
      TopicSelection topics,
      Drift drift,
      LastApplied applied,
      Clock clock,
      RandomGenerator random) {
    this.sourceSpec = source;
    this.targetSpec = target;
    this.policy = policy;
    this.naming = new SubjectNaming(topics, policy.context());
    this.drift = drift;
    this.applied = applied;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Aspect aspect() {
    return Aspect.SCHEMAS;
  }

  /** What becomes of ids, as of the last comparison; any thread. */
  public LiveIds ids() {
    return ids;
  }

  /**
   * Takes what was applied last for what holds, until the first comparison: records can be copied
   * while a registry is down. Does nothing where a comparison was made, or nothing was ever
   * applied.
   */
  public void recall() {
    Map<String, String> values = applied.values(Aspect.SCHEMAS);
    Optional<IdStrategy> strategy =
        Optional.ofNullable(values.get(STRATEGY)).flatMap(IdStrategy::of);
    if (strategy.isPresent() && !ids.isKnown() && policy.ids().admits(strategy.get())) {
      Recalled.of(values)
          .publishTo(ids, policy.rewrite() == Rewrite.NEVER || strategy.get().keeps());
    }
  }

  /** Whether the source's registry has an id now; asks it. */
  public boolean sourceHas(int id) {
    return source().byId(id, SubjectName.DEFAULT).isPresent();
  }

  @Override
  public TwinPlan plan() {
    Seen seen = look();
    last = Optional.of(seen);
    SchemaComparison comparison = seen.comparison();
    publish(seen, comparison.placed());
    return new TwinPlan(
        Aspect.SCHEMAS, comparison.compared(), comparison.differences(), notes(seen));
  }

  /** Reads both registries, to judge by what they have now; writes nothing. */
  public SchemaCheck check() {
    SchemaView view = view();
    List<SchemaVersion> selected = DependencyOrder.of(view.source(), view::selects).ordered();
    // Whether mode IMPORT works is not tried out for that.
    StrategyChoice choice =
        StrategyChoice.of(view, selected, target().about(), before(view), Optional::empty);
    return new SchemaCheck(view, choice.strategy(), this::against);
  }

  private List<String> against(String subject, SchemaText text) {
    SchemaRegistry.Verdict verdict = target().check(subject, text);
    boolean silent = verdict.messages().isEmpty();
    return verdict.compatible()
        ? List.of()
        : silent ? List.of("it says no more than that it is incompatible") : verdict.messages();
  }

  private SchemaView view() {
    return new SchemaView(
        source().read(),
        target().read(),
        applied.values(Aspect.SCHEMAS),
        naming,
        policy,
        drift,
        target().about().contexts());
  }

  private static Optional<IdStrategy> before(SchemaView view) {
    return Optional.ofNullable(view.applied().get(STRATEGY)).flatMap(IdStrategy::of);
  }

  private Seen look() {
    SchemaView view = view();
    StrategyChoice choice = choose(view);
    SchemaComparison comparison = SchemaDiff.between(view, choice.strategy());
    if (!comparison.steps().isEmpty()) {
      Optional<String> obstacle = choice.impossible().or(this::readOnly);
      if (obstacle.isPresent()) {
        comparison = comparison.blocked(obstacle.get());
      }
    }
    return new Seen(view, comparison, choice);
  }

  private Optional<String> readOnly() {
    return target().isReadOnly(naming.context(SubjectName.DEFAULT))
        ? Optional.of(
            "the target's registry is in mode READONLY; set it to READWRITE (PUT /mode) when it is"
                + " to be written")
        : Optional.empty();
  }

  private StrategyChoice choose(SchemaView view) {
    List<SchemaVersion> selected = DependencyOrder.of(view.source(), view::selects).ordered();
    return StrategyChoice.of(
        view, selected, target().about(), before(view), () -> probe(view, selected));
  }

  /** Once per process, unless there is nothing to register that it could be done with. */
  private Optional<String> probe(SchemaView view, List<SchemaVersion> selected) {
    if (probed.isPresent()) {
      return probed.get();
    }
    Optional<SchemaVersion> sample =
        selected.stream().filter(one -> one.text().references().isEmpty()).findFirst();
    Counterparts there = new Counterparts(view);
    boolean complete =
        selected.stream()
            .allMatch(one -> there.find(one).filter(found -> found.id() == one.id()).isPresent());
    if (sample.isEmpty() || complete || readOnly().isPresent()) {
      return Optional.empty();
    }
    String context = SubjectName.of(naming.target(sample.get().key().subject())).context();
    Optional<String> result =
        new IdProbe((ConfluentRegistry) target(), random).run(sample.get(), context);
    probed = Optional.of(result);
    return result;
  }

  private List<String> notes(Seen seen) {
    List<String> notes = new ArrayList<>();
    notes.add(seen.choice().note());
    seen.choice().impossible().ifPresent(notes::add);
    notes.add("source: " + source().about() + "; target: " + target().about());
    seen.view().source().notes().forEach(note -> notes.add("source: " + note));
    seen.view().target().notes().forEach(note -> notes.add("target: " + note));
    if (!policy.context().isEmpty()) {
      notes.add(
          target().about().contexts()
              ? "the registry's own compatibility level is not compared for context "
                  + policy.context()
              : "the target knows no contexts: ':"
                  + policy.context()
                  + ":' is only a part of its subjects' names there");
    }
    notes.addAll(seen.comparison().notes());
    return notes;
  }

  private void publish(Seen seen, Map<SchemaKey, SchemaVersion> placed) {
    RegistryState state = seen.view().source();
    Map<Integer, Integer> targets = new HashMap<>();
    Set<Integer> kept = new HashSet<>();
    Set<Integer> others = new HashSet<>();
    Map<Integer, Set<String>> subjects = new HashMap<>();
    Set<SchemaKey> selected = new HashSet<>();
    DependencyOrder order = DependencyOrder.of(state, seen.view()::selects);
    order.ordered().forEach(one -> selected.add(one.key()));
    selected.addAll(order.refused().keySet());
    for (SchemaVersion version : state.versions().values()) {
      if (SubjectName.of(version.key().subject()).context().equals(SubjectName.DEFAULT)) {
        (selected.contains(version.key()) ? kept : others).add(version.id());
        subjects.computeIfAbsent(version.id(), id -> new HashSet<>()).add(version.key().subject());
        SchemaVersion there = placed.get(version.key());
        if (there != null) {
          targets.putIfAbsent(version.id(), there.id());
        }
      }
    }
    // Records outlive their schemas at the source.
    Recalled recalled = Recalled.of(seen.view().applied());
    recalled.targets().forEach(targets::putIfAbsent);
    recalled
        .subjects()
        .forEach((id, names) -> subjects.computeIfAbsent(id, one -> new HashSet<>()).addAll(names));
    kept.addAll(recalled.targets().keySet());
    others.removeAll(kept);
    ids.publish(new SchemaIdMap(isIdentity(seen), targets, kept), others, subjects);
  }

  /** A choice that may still become another must not let records pass. */
  private boolean isIdentity(Seen seen) {
    boolean settled = policy.ids() != IdPolicy.AUTO || seen.view().applied().containsKey(STRATEGY);
    return policy.rewrite() == Rewrite.NEVER || seen.choice().strategy().keeps() && settled;
  }

  @Override
  public List<Outcome> apply(TwinPlan plan) {
    Seen seen = last.orElseGet(this::look);
    last = Optional.empty();
    Map<Difference, SchemaStep> steps = new LinkedHashMap<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (Difference difference : plan.toApply()) {
      SchemaStep step = seen.comparison().steps().get(difference);
      if (step == null) {
        outcomes.add(
            Outcome.failed(difference, "the registries have changed since; compare again"));
      } else {
        steps.put(difference, step);
      }
    }
    if (steps.isEmpty()) {
      return outcomes;
    }
    // Before the first record is copied according to it.
    applied.applied(Aspect.SCHEMAS, Map.of(STRATEGY, Optional.of(seen.choice().strategy().name())));
    SchemaApply act =
        new SchemaApply(
            target(), seen.choice().strategy(), seen.comparison(), seen.view().target(), applied);
    List<Outcome> done = act.run(steps);
    applied.applied(Aspect.SCHEMAS, AppliedEntries.of(seen.view(), done, steps, act.placed()));
    publish(seen, act.placed());
    outcomes.addAll(done);
    return outcomes;
  }

  private SchemaRegistry source() {
    source = source.or(() -> Optional.of(Registries.open(sourceSpec, clock)));
    return source.get();
  }

  private SchemaRegistry target() {
    target = target.or(() -> Optional.of(Registries.open(targetSpec, clock)));
    return target.get();
  }

  /** Nothing is held open. */
  @Override
  public void close() {
    last = Optional.empty();
  }
}
