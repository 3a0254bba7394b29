package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.SubjectName;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Handling;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares compatibility levels, of subjects and of the registry. Pure. */
final class LevelDiff {
  static final String GLOBAL = "compatibility";
  private static final String OF_SUBJECT = "compatibility of subject ";
  private static final String LEFT =
      "somebody else set it on the target; set 'twin.drift: overwrite' to make it as at the source";

  private final SchemaView view;
  private final Found found;

  LevelDiff(SchemaView view, Found found) {
    this.view = view;
    this.found = found;
  }

  static String resource(String targetSubject) {
    return OF_SUBJECT + targetSubject;
  }

  /**
   * Compares those of some subjects, then the registry's.
   *
   * @param subjects of the source
   */
  void compare(Set<String> subjects) {
    subjects.forEach(this::subject);
    global(subjects);
    view.applied().forEach(this::mode);
  }

  private void subject(String subject) {
    String there = view.naming().target(subject);
    Optional<String> wanted = Optional.ofNullable(view.source().levels().get(subject));
    Optional<String> now = Optional.ofNullable(view.target().levels().get(there));
    if (now.equals(wanted)) {
      return;
    }
    Optional<String> applied = Optional.ofNullable(view.applied().get(resource(there)));
    // Set on the target only, and not by the link: it is not the link's to take back.
    boolean byOthers = applied.isPresent() ? !applied.equals(now) : wanted.isEmpty();
    Verb verb = wanted.isEmpty() ? Verb.DELETE : now.isEmpty() ? Verb.CREATE : Verb.CHANGE;
    Found.Draft draft = new Found.Draft(resource(there), "", verb, handling(byOthers), now, wanted);
    found.add(
        draft.because(byOthers ? LEFT : "as at the source"), new SchemaStep.Level(there, wanted));
  }

  private void global(Set<String> subjects) {
    String wanted = view.source().global();
    String now = view.target().global();
    String context = view.naming().context(SubjectName.DEFAULT);
    // The level that a context has of its own is not read; an empty one is taken as it is.
    if (now.equals(wanted) || subjects.isEmpty() || !context.equals(SubjectName.DEFAULT)) {
      return;
    }
    Optional<String> applied = Optional.ofNullable(view.applied().get(GLOBAL));
    Set<String> ours = subjects.stream().map(view.naming()::target).collect(Collectors.toSet());
    boolean shared =
        view.target().versions().keySet().stream().anyMatch(key -> !ours.contains(key.subject()));
    boolean byOthers = applied.isPresent() && !applied.get().equals(now);
    Handling handling = shared ? Handling.MANUAL : handling(byOthers);
    found.add(
        new Found.Draft(GLOBAL, "", Verb.CHANGE, handling, Optional.of(now), Optional.of(wanted))
            .because(
                shared
                    ? "the target's registry has subjects that are not the link's, for which this"
                        + " level holds as well; set it there by hand, or give subjects their own"
                    : byOthers ? LEFT : "as at the source"),
        new SchemaStep.GlobalLevel(context, wanted));
  }

  /** What an apply that was interrupted left behind. */
  private void mode(String resource, String before) {
    SchemaModes.subject(resource)
        .ifPresent(
            subject ->
                found.add(
                    new Found.Draft(resource, "", Verb.CHANGE, Handling.APPLY)
                        .now("IMPORT")
                        .because("an apply was interrupted; the mode is put back as it was"),
                    new SchemaStep.Mode(subject, SchemaModes.before(before))));
  }

  private Handling handling(boolean byOthers) {
    return byOthers && view.drift() == Drift.REPORT ? Handling.DRIFT : Handling.APPLY;
  }
}
