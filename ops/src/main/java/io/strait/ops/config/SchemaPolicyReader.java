package io.strait.ops.config;

import io.strait.replicator.sync.schema.SchemaPolicy;
import io.strait.replicator.sync.select.Selection;
import java.util.regex.Pattern;

/** Reads {@code schemas} of a link's {@code twin}. */
final class SchemaPolicyReader {
  private static final Pattern CONTEXT = Pattern.compile("\\.[a-zA-Z0-9._-]+");

  private final Problems problems;

  SchemaPolicyReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads the section to its end. */
  SchemaPolicy read(Section section) {
    SchemaPolicy none = SchemaPolicy.defaults();
    Selections selections = new Selections(problems);
    Selection subjects = selections.read(section, "subjects", "exclude");
    Choice choice = new Choice(problems);
    SchemaPolicy read =
        new SchemaPolicy(
            subjects,
            section.optional("context").map(this::context).orElse(none.context()),
            choice.read(section, "ids", none.ids()),
            choice.read(section, "rewrite", none.rewrite()),
            selections.only(section, "keys"),
            selections.only(section, "values"));
    section.done();
    return read;
  }

  private String context(Text text) {
    if (!CONTEXT.matcher(text.value()).matches()) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is no context",
          "Write a dot and a name, such as '.east'; leave it out to keep the source's");
    }
    return text.value();
  }
}
