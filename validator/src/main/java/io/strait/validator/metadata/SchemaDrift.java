package io.strait.validator.metadata;

import io.strait.validator.check.FindingCode;
import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import io.strait.validator.metadata.SchemaView.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares schemas by what they say, whatever their numbers. Pure; one use.
 *
 * <p>SCHEMA_DRIFT: whoever reads records on the target finds another schema, or none. Register it,
 * or run {@code strait link apply --schemas}; a version that only the target has may be somebody's
 * roll-out on the wrong side.
 */
public final class SchemaDrift {
  private final SchemaScope scope;
  private final List<ResourceFinding> findings = new ArrayList<>();
  private final Map<String, String> plain = new HashMap<>();
  private long compared;

  /** Compares by these declarations. */
  public SchemaDrift(SchemaScope scope) {
    this.scope = scope;
  }

  /** Compares. */
  public ResourceReport judge(SchemaView source, SchemaView target) {
    Map<String, List<Version>> there = bySubject(target);
    Map<String, Set<String>> wanted = new TreeMap<>();
    List<Version> ordered = new ArrayList<>(source.versions());
    ordered.sort(Comparator.comparing(Version::subject).thenComparingInt(Version::version));
    for (Version version : ordered) {
      if (scope.meant().test(version.subject())) {
        String subject = scope.naming().apply(version.subject());
        wanted
            .computeIfAbsent(subject, one -> new HashSet<>())
            .add(content(version, scope.naming()::apply));
        compared++;
        if (!version.deleted()) {
          version(version, there.getOrDefault(subject, List.of()));
        }
      }
    }
    wanted.forEach(
        (subject, contents) -> surplus(there.getOrDefault(subject, List.of()), contents));
    levels(source, target);
    return new ResourceReport("schemas", compared, findings, List.of(), List.of());
  }

  private static Map<String, List<Version>> bySubject(SchemaView view) {
    Map<String, List<Version>> bySubject = new HashMap<>();
    view.versions()
        .forEach(
            one -> bySubject.computeIfAbsent(one.subject(), key -> new ArrayList<>()).add(one));
    return bySubject;
  }

  /** What a schema says, and what it needs. */
  private String content(Version one, java.util.function.UnaryOperator<String> naming) {
    Map<String, String> references = new TreeMap<>();
    one.references().forEach((name, subject) -> references.put(name, naming.apply(subject)));
    return one.type()
        + references
        + plain.computeIfAbsent(
            one.type() + one.text(), text -> PlainText.of(one.type(), one.text()));
  }

  private void version(Version one, List<Version> there) {
    String content = content(one, scope.naming()::apply);
    List<Version> equal =
        there.stream().filter(other -> content(other, name -> name).equals(content)).toList();
    Optional<Version> shown = equal.stream().filter(other -> !other.deleted()).findFirst();
    if (shown.isEmpty()) {
      absent(one, equal, there);
    } else if (scope.idsKept() && equal.stream().noneMatch(other -> other.id() == one.id())) {
      add(
          one.name(),
          "id",
          Optional.of(Integer.toString(one.id())),
          Optional.of(Integer.toString(shown.get().id())),
          lost(one),
          "records carry the source's id, under which the target has another schema or none");
    }
  }

  private void absent(Version one, List<Version> hidden, List<Version> there) {
    if (!hidden.isEmpty()) {
      add(
          one.name(),
          "deleted",
          Optional.of("false"),
          Optional.of("true"),
          lost(one),
          "it is soft-deleted on the target");
      return;
    }
    boolean other = there.stream().anyMatch(found -> found.version() == one.version());
    add(
        one.name(),
        other ? "text" : "",
        Optional.of("present"),
        other ? Optional.of("another text") : Optional.empty(),
        lost(one),
        other
            ? "the target has another schema under that number, and this one under none"
            : "the target has no such schema");
  }

  /** Who is to blame where the target lacks what the source has. */
  private Moved lost(Version one) {
    return scope
        .applied()
        .map(names -> names.contains(one.name()) ? Moved.TARGET : Moved.SOURCE)
        .orElse(scope.unapplied());
  }

  private void surplus(List<Version> there, Set<String> wanted) {
    for (Version one : there) {
      if (!one.deleted() && !wanted.contains(content(one, name -> name))) {
        add(
            one.name(),
            "",
            Optional.empty(),
            Optional.of("present"),
            scope.applied().isPresent() ? Moved.TARGET : Moved.UNKNOWN,
            "only the target has it");
      }
    }
  }

  private void levels(SchemaView source, SchemaView target) {
    source
        .levels()
        .forEach(
            (subject, level) -> {
              String there = target.levels().get(scope.naming().apply(subject));
              if (scope.meant().test(subject) && !level.equals(there)) {
                add(
                    subject,
                    "compatibility",
                    Optional.of(level),
                    Optional.ofNullable(there),
                    scope.applied().isPresent() ? Moved.UNKNOWN : scope.unapplied(),
                    "other changes of the schema are allowed");
              }
            });
  }

  private void add(
      String name,
      String field,
      Optional<String> source,
      Optional<String> target,
      Moved who,
      String evidence) {
    findings.add(
        new ResourceFinding(
            FindingCode.SCHEMA_DRIFT,
            "schema " + name,
            field,
            source,
            target,
            who,
            evidence,
            Optional.empty()));
  }
}
