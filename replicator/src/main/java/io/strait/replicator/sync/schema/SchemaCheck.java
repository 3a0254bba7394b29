package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaReference;
import io.strait.replicator.registry.SchemaText;
import io.strait.replicator.registry.SchemaType;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.registry.SubjectName;
import io.strait.replicator.sync.schema.CheckFinding.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Judges before a rollout what would break: schemas against what the target has, and the ids that
 * records carry. Avro is judged here, everything else by the target's registry, under its own
 * level.
 */
public final class SchemaCheck {
  private static final String TRANSITIVE = "_TRANSITIVE";

  private final SchemaView view;
  private final IdStrategy strategy;
  private final Counterparts counterparts;
  private final AvroFit target;
  private final BiFunction<String, SchemaText, List<String>> registry;

  /**
   * @param registry what the target's registry says against a schema in a subject
   */
  SchemaCheck(
      SchemaView view, IdStrategy strategy, BiFunction<String, SchemaText, List<String>> registry) {
    this.registry = registry;
    this.view = view;
    this.strategy = strategy;
    this.counterparts = new Counterparts(view);
    this.target = new AvroFit(view.target());
    DependencyOrder.of(view.source(), view::selects).ordered().forEach(counterparts::find);
  }

  /**
   * Every selected version of the source that the target lacks, against all that the target has in
   * its subject: under the target's level, or the source's where the target's is NONE; always
   * transitively.
   */
  public List<CheckFinding> schemas() {
    List<CheckFinding> findings = new ArrayList<>();
    DependencyOrder order = DependencyOrder.of(view.source(), view::selects);
    order
        .refused()
        .forEach(
            (key, why) ->
                findings.add(
                    new CheckFinding(
                        Code.REFERENCE_MISSING, key.toString(), "it " + why + "; mend it first")));
    for (SchemaVersion version : order.ordered()) {
      if (!counterparts.found().containsKey(version.key()) && !version.deleted()) {
        findings.addAll(fit(version.key().toString(), version.key().subject(), version.text()));
      }
    }
    return findings;
  }

  /**
   * A schema that is to be registered at the source: against the source's own versions, and against
   * the target's.
   *
   * @param subject of the source
   */
  public List<CheckFinding> planned(String subject, SchemaText text) {
    List<CheckFinding> findings = new ArrayList<>();
    for (SchemaReference reference : text.references()) {
      if (view.source().version(reference.key()).isEmpty()) {
        findings.add(
            new CheckFinding(
                Code.REFERENCE_MISSING,
                subject,
                "it refers to " + reference.key() + ", which the source does not have"));
      }
    }
    AvroFit source = new AvroFit(view.source());
    String level = transitive(view.source().level(subject));
    List<SchemaVersion> before =
        view.source().subject(subject).stream().filter(one -> !one.deleted()).toList();
    source
        .faults(level, text, before)
        .forEach(why -> findings.add(incompatible(subject, "source, " + level, why)));
    findings.addAll(fit(subject, subject, text));
    return findings;
  }

  private List<CheckFinding> fit(String what, String subject, SchemaText text) {
    String there = view.naming().target(subject);
    if (text.type() != SchemaType.AVRO) {
      return registry.apply(there, text).stream()
          .map(why -> incompatible(what, "target's registry", why))
          .toList();
    }
    List<SchemaVersion> before =
        view.target().subject(there).stream().filter(one -> !one.deleted()).toList();
    String own = view.target().level(there);
    String level = transitive(own.equals("NONE") ? view.source().level(subject) : own);
    SchemaText renamed =
        text.withReferences(
            one -> {
              SchemaVersion found = counterparts.found().get(one.key());
              return found == null
                  ? one
                  : new SchemaReference(one.name(), found.key().subject(), found.key().version());
            });
    return target.faults(level, renamed, before).stream()
        .map(why -> incompatible(what, "target, " + level, why))
        .toList();
  }

  private static String transitive(String level) {
    return level.equals("NONE") || level.endsWith(TRANSITIVE) ? level : level + TRANSITIVE;
  }

  private static CheckFinding incompatible(String what, String where, String why) {
    return new CheckFinding(
        Code.INCOMPATIBLE, what, "(" + where + ") " + why + "; change the schema, or the level");
  }

  /** The ids that a scan found, against both registries. */
  public List<CheckFinding> ids(IdScanResult scan) {
    List<CheckFinding> findings = new ArrayList<>();
    for (IdUse use : scan.uses()) {
      fault(use)
          .ifPresent(
              code -> findings.add(new CheckFinding(code, scan.topic(), sentence(code, use))));
    }
    return findings;
  }

  private Optional<Code> fault(IdUse use) {
    Optional<SchemaVersion> source = source(use.id());
    if (source.isEmpty()) {
      return Optional.of(Code.ID_UNKNOWN);
    }
    Optional<SchemaKey> there = there(use.id());
    if (!strategy.keeps()) {
      return there.isPresent() ? Optional.empty() : Optional.of(Code.ID_MISSING);
    }
    Optional<SchemaVersion> holder =
        view.holder(view.naming().target(source.get().key().subject()), use.id());
    if (holder.isEmpty()) {
      return Optional.of(Code.ID_MISSING);
    }
    return holder.get().text().digest().equals(source.get().text().digest())
        ? Optional.empty()
        : Optional.of(Code.ID_OTHER_CONTENT);
  }

  private static String sentence(Code code, IdUse use) {
    String where =
        use.records()
            + (use.key() ? " keys" : " values")
            + " carry id "
            + use.id()
            + ", first at "
            + use.first()
            + ", last at "
            + use.last()
            + ": ";
    return switch (code) {
      case ID_MISSING ->
          where + "the target does not have its schema; run 'strait link apply --aspect schemas'";
      case ID_OTHER_CONTENT ->
          where + "on the target it means another schema; set 'twin.schemas.ids: remap'";
      case ID_UNKNOWN ->
          where + "the source's registry does not have it; it stays as it is, if it is one at all";
      case INCOMPATIBLE, REFERENCE_MISSING -> where;
    };
  }

  /** A version of the source that has this id, in the default context. */
  public Optional<SchemaVersion> source(int id) {
    return view.source().versions().values().stream()
        .filter(one -> one.id() == id)
        .filter(one -> SubjectName.of(one.key().subject()).context().equals(SubjectName.DEFAULT))
        .findFirst();
  }

  /** Where on the target the schema of an id of the source is. */
  public Optional<SchemaKey> there(int id) {
    return counterparts.found().entrySet().stream()
        .filter(
            entry ->
                view.source().version(entry.getKey()).filter(one -> one.id() == id).isPresent())
        .map(entry -> entry.getValue().key())
        .sorted()
        .findFirst();
  }
}
