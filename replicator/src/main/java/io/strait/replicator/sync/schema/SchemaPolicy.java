package io.strait.replicator.sync.schema;

import io.strait.replicator.sync.select.Selection;

/**
 * Which schemas a link keeps, and how.
 *
 * @param subjects of the source, with their context if it is not the default one; what they refer
 *     to comes along
 * @param context on the target, with a leading dot; empty to keep the source's
 * @param ids what is wanted of ids
 * @param rewrite whether records get the target's ids
 * @param keys source topics whose keys carry ids of subjects that are not named after the topic
 * @param values the same of values
 */
public record SchemaPolicy(
    Selection subjects,
    String context,
    IdPolicy ids,
    Rewrite rewrite,
    Selection keys,
    Selection values) {
  /** With all subjects named after their topics. */
  public SchemaPolicy(Selection subjects, String context, IdPolicy ids, Rewrite rewrite) {
    this(subjects, context, ids, rewrite, Selection.nothing(), Selection.nothing());
  }

  /** Everything, under the names and in the contexts that it has. */
  public static SchemaPolicy defaults() {
    return new SchemaPolicy(Selection.everything(), "", IdPolicy.AUTO, Rewrite.AUTO);
  }
}
