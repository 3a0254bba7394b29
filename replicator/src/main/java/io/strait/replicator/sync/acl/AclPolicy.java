package io.strait.replicator.sync.acl;

import io.strait.replicator.sync.select.Principals;
import io.strait.replicator.sync.select.Selection;

/**
 * Which ACLs a link's target gets, and when.
 *
 * @param principals who is called what on the target
 * @param selection of bindings, by their whole text ({@link AclText#of}), for example {@code
 *     Group:LITERAL:billing User:app * READ ALLOW}; those of the source by the source's names,
 *     those that only the target has by the target's
 * @param writes when permissions to write are made
 */
public record AclPolicy(Principals principals, Selection selection, Writes writes) {
  /** When permissions to write are made on the target. */
  public enum Writes {
    /** When the target is promoted; until then they are shown as staged. */
    STAGED,
    /** Like all others. */
    APPLIED
  }

  /** All bindings, under the same names, writing staged. */
  public static AclPolicy defaults() {
    return new AclPolicy(Principals.same(), Selection.everything(), Writes.STAGED);
  }
}
