package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Handling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the schemas of two registries. Pure; one use. */
final class SchemaDiff {
  private static final String STATE = "state";

  private final SchemaView view;
  private final IdStrategy strategy;
  private final Counterparts counterparts;
  private final Found found = new Found();
  private final Set<SchemaKey> stuck = new HashSet<>();
  private final Map<String, Integer> planned = new HashMap<>();

  private SchemaDiff(SchemaView view, IdStrategy strategy) {
    this.view = view;
    this.strategy = strategy;
    this.counterparts = new Counterparts(view);
  }

  /** Everything that differs. */
  static SchemaComparison between(SchemaView view, IdStrategy strategy) {
    return new SchemaDiff(view, strategy).compare();
  }

  private SchemaComparison compare() {
    DependencyOrder order = DependencyOrder.of(view.source(), view::selects);
    Set<String> subjects = new LinkedHashSet<>();
    List<SchemaVersion> hidden = new ArrayList<>();
    for (SchemaVersion version : order.ordered()) {
      subjects.add(version.key().subject());
      version(version, hidden);
    }
    // What refers to others is hidden before them.
    for (int i = hidden.size() - 1; i >= 0; i--) {
      hide(hidden.get(i));
    }
    order.refused().forEach(this::refuse);
    gone();
    foreign(subjects);
    new LevelDiff(view, found).compare(subjects);
    int compared = order.ordered().size() + order.refused().size() + subjects.size();
    return found.comparison(counterparts.found(), compared, renumbered());
  }

  private void version(SchemaVersion source, List<SchemaVersion> hidden) {
    Optional<SchemaVersion> target = counterparts.find(source);
    if (target.isEmpty()) {
      missing(source);
      return;
    }
    SchemaVersion there = target.get();
    if (strategy.keeps() && there.id() != source.id()) {
      found.add(
          difference(source.key(), "id", Verb.CHANGE, Handling.REFUSED)
              .now(Integer.toString(there.id()))
              .wanted(Integer.toString(source.id()))
              .because(
                  "the target has this schema under another id, which cannot be changed there;"
                      + " set 'twin.schemas.ids: remap' so that records get the target's ids"));
    }
    if (there.deleted() && !source.deleted()) {
      show(source, there);
    } else if (source.deleted() && !there.deleted()) {
      hidden.add(source);
    }
  }

  private void show(SchemaVersion source, SchemaVersion there) {
    boolean byOthers = view.applied(source.key()).map(applied -> !applied.deleted()).orElse(false);
    found.add(
        difference(source.key(), STATE, Verb.CHANGE, byOthers ? drift() : Handling.APPLY)
            .now("deleted")
            .wanted("live")
            .because(
                byOthers
                    ? "somebody else deleted it on the target; "
                        + "set 'twin.drift: overwrite' to show it again"
                    : "live at the source"),
        new SchemaStep.Show(source, there));
  }

  private void hide(SchemaVersion source) {
    SchemaVersion there = counterparts.found().get(source.key());
    Optional<AppliedSchema> applied = view.applied(source.key());
    boolean byOthers = applied.map(AppliedSchema::deleted).orElse(true);
    found.add(
        difference(source.key(), STATE, Verb.DELETE, byOthers ? drift() : Handling.APPLY)
            .now("live")
            .wanted("deleted")
            .because(
                byOthers
                    ? "deleted at the source, registered on the target by somebody else;"
                        + " set 'twin.drift: overwrite' to delete it there, too"
                    : "deleted at the source; its id still resolves"),
        new SchemaStep.Hide(source.key(), source.id(), there));
  }

  private void missing(SchemaVersion source) {
    SchemaKey wanted =
        new SchemaKey(view.naming().target(source.key().subject()), source.key().version());
    Optional<String> obstacle = obstacle(source, wanted);
    if (obstacle.isPresent()) {
      stuck.add(source.key());
      found.add(
          difference(source.key(), "", Verb.CREATE, Handling.BLOCKED)
              .wanted(shown(source))
              .because(obstacle.get()));
      return;
    }
    boolean removed =
        view.applied(source.key())
            .filter(applied -> applied.sourceId() == source.id())
            .filter(applied -> applied.target().subject().equals(wanted.subject()))
            .isPresent();
    Handling handling = removed ? drift() : Handling.APPLY;
    if (handling != Handling.APPLY) {
      stuck.add(source.key());
    }
    found.add(
        difference(source.key(), "", Verb.CREATE, handling)
            .wanted(shown(source))
            .because(
                removed
                    ? "somebody else removed it from the target, or put another in its place;"
                        + " set 'twin.drift: overwrite' to register it again"
                    : willBe(source, wanted)),
        new SchemaStep.Register(source, wanted));
  }

  private String willBe(SchemaVersion source, SchemaKey wanted) {
    String hidden = source.deleted() ? ", then deleted as at the source" : "";
    if (strategy.keeps()) {
      return "registered as " + wanted + " with id " + source.id() + hidden;
    }
    int next =
        planned.merge(wanted.subject(), 1 + last(wanted.subject()), (before, unused) -> before + 1);
    return "registered as the next version of "
        + wanted.subject()
        + (next == source.key().version() ? "" : ", probably v" + next)
        + hidden;
  }

  private int last(String subject) {
    return view.target().subject(subject).stream()
        .mapToInt(one -> one.key().version())
        .max()
        .orElse(0);
  }

  private Optional<String> obstacle(SchemaVersion source, SchemaKey wanted) {
    Optional<SchemaKey> needed =
        source.text().references().stream()
            .map(reference -> reference.key())
            .filter(stuck::contains)
            .findFirst();
    if (needed.isPresent()) {
      return Optional.of("needs " + needed.get() + ", which is not on the target");
    }
    return strategy.keeps() ? taken(source, wanted) : Optional.empty();
  }

  private Optional<String> taken(SchemaVersion source, SchemaKey wanted) {
    Optional<SchemaVersion> number = view.target().version(wanted);
    if (number.isPresent()) {
      return Optional.of(
          "the target has another schema as "
              + wanted
              + "; remove that, or set 'twin.schemas.ids: remap'");
    }
    return view.holder(wanted.subject(), source.id())
        .filter(holder -> !sameContent(source, holder))
        .map(
            holder ->
                "id "
                    + source.id()
                    + " belongs to "
                    + holder.key()
                    + " on the target; set 'twin.schemas.ids: remap', or give the link a context of"
                    + " its own there (twin.schemas.context)");
  }

  private static boolean sameContent(SchemaVersion source, SchemaVersion target) {
    return source.text().digest().equals(target.text().digest());
  }

  private void refuse(SchemaKey key, String why) {
    stuck.add(key);
    found.add(
        difference(key, "", Verb.CREATE, Handling.REFUSED)
            .because("it " + why + "; mend it at the source"));
  }

  /** Versions that were applied and that the source has no more, not even deleted. */
  private void gone() {
    view.applied()
        .forEach(
            (resource, text) -> {
              Optional<SchemaKey> source = AppliedSchema.source(resource);
              Optional<AppliedSchema> applied = AppliedSchema.of(text);
              if (source.isPresent()
                  && applied.isPresent()
                  && view.selects(source.get().subject())
                  && view.source().version(source.get()).isEmpty()) {
                gone(source.get(), applied.get());
              }
            });
  }

  private void gone(SchemaKey source, AppliedSchema applied) {
    boolean lost = view.source().versions().isEmpty();
    view.target()
        .version(applied.target())
        .filter(there -> !there.deleted() && !applied.deleted())
        .filter(there -> !counterparts.isTaken(there.key()))
        .ifPresent(
            there ->
                found.add(
                    difference(source, "", Verb.DELETE, lost ? Handling.MANUAL : Handling.APPLY)
                        .now(shown(there))
                        .because(
                            lost
                                ? "the source's registry has nothing at all any more: it may have"
                                    + " lost its data; delete on the target by hand what is to go"
                                : "removed for good at the source; deleted on the target so that"
                                    + " its id still resolves for records that carry it"),
                    new SchemaStep.Hide(source, applied.sourceId(), there)));
  }

  /** What somebody else registered in the subjects of the link. */
  private void foreign(Set<String> subjects) {
    Set<SchemaKey> ours = new HashSet<>();
    view.applied()
        .values()
        .forEach(one -> AppliedSchema.of(one).ifPresent(a -> ours.add(a.target())));
    for (String subject : subjects) {
      for (SchemaVersion there : view.target().subject(view.naming().target(subject))) {
        if (!there.deleted() && !counterparts.isTaken(there.key()) && !ours.contains(there.key())) {
          found.add(
              new Found.Draft(
                      AppliedSchema.resource(there.key()) + " on the target",
                      "",
                      Verb.DELETE,
                      Handling.DRIFT)
                  .now(shown(there))
                  .because(
                      "registered on the target by somebody else; it is left there, and takes a"
                          + " version number; delete it there if it is not meant"));
        }
      }
    }
  }

  private Handling drift() {
    return view.drift() == Drift.OVERWRITE ? Handling.APPLY : Handling.DRIFT;
  }

  private static Found.Draft difference(
      SchemaKey source, String field, Verb verb, Handling handling) {
    return new Found.Draft(AppliedSchema.resource(source), field, verb, handling);
  }

  /** A schema in few words. */
  private static String shown(SchemaVersion version) {
    return version.text().type()
        + " "
        + version.text().digest()
        + " id "
        + version.id()
        + (version.deleted() ? " deleted" : "");
  }

  private List<String> renumbered() {
    return counterparts.found().entrySet().stream()
        .filter(entry -> entry.getKey().version() != entry.getValue().key().version())
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + " of the source is " + entry.getValue().key() + " there")
        .toList();
  }
}
